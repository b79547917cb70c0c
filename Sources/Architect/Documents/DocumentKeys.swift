import ConfigurationGraph
import OCI

/// A document's keys, told apart: those that say what the node is, and the parameters that it gives.
struct DocumentKeys {
    /// The values of structural keys, by path.
    private(set) var structure: [String: YAMLValue] = [:]
    /// The parameters, sorted by path.
    private(set) var settings: [Setting] = []
    /// Where the value stands of each parameter that may be given and is, be it of its type or not, and isn't nothing.
    private(set) var given: [String: SourceLocation] = [:]

    private let kind: DocumentKind
    private let catalogue: ParameterTable

    init(_ document: Document, catalogue: ParameterTable, into findings: inout Findings) {
        kind = document.kind
        self.catalogue = catalogue
        for member in document.members {
            let dropped = "\(kind.droppedPrefix).\(member.key)"
            let isDropped = catalogue.isKnown(dropped) && !kind.structuralKeys.contains(member.key)
            walk(member, path: isDropped ? dropped : member.key, into: &findings)
        }
        settings.sort { $0.parameter < $1.parameter }
    }

    /// A parameter that has a value; nil also for one whose default was taken away.
    subscript(path: String) -> Setting? { settings.first { $0.parameter == path && $0.value != .null } }

    /// Where the values stand, by path.
    var locations: [String: SourceLocation] {
        Dictionary(settings.map { ($0.parameter, $0.location) }, uniquingKeysWith: { first, _ in first })
    }

    /// Walks down the catalogue with a key, to the parameter that it is or to those inside.
    private mutating func walk(_ member: YAMLValue.Member, path: String, into findings: inout Findings) {
        if kind.structuralKeys.contains(path) {
            if structure.updateValue(member.value, forKey: path) != nil {
                findings.note("'\(path)' is given twice", at: member.keyLocation)
            }
        } else if let parameter = catalogue.parameter(at: path) {
            take(member, as: parameter, into: &findings)
        } else if isPrefix(path) {
            descend(member, path: path, into: &findings)
        } else {
            noteUnknown(member, path: path, into: &findings)
        }
    }

    private func isPrefix(_ path: String) -> Bool {
        catalogue.isPrefix(path) || kind.structuralKeys.contains { $0.hasPrefix(path + ".") }
    }

    private mutating func descend(_ member: YAMLValue.Member, path: String, into findings: inout Findings) {
        if member.value.isNull { return }
        guard let inner = member.value.members else {
            findings.note("'\(path)' must be a map of parameters, not \(member.value.shape)", at: member.value.location)
            return
        }
        for member in inner { walk(member, path: "\(path).\(member.key)", into: &findings) }
    }

    /// Takes a parameter's value. Members of an object that are parameters themselves go their own way.
    private mutating func take(
        _ member: YAMLValue.Member, as parameter: Parameter, into findings: inout Findings
    ) {
        var value = member.value
        if let members = value.members, catalogue.isPrefix(parameter.path) {
            let own = members.filter { catalogue.isKnown("\(parameter.path).\($0.key)") }
            for member in own { walk(member, path: "\(parameter.path).\(member.key)", into: &findings) }
            let rest = members.filter { !catalogue.isKnown("\(parameter.path).\($0.key)") }
            if rest.isEmpty, !own.isEmpty { return }
            value.content = .map(rest)
        }
        if let refusal = refusal(of: parameter) {
            findings.note(refusal.message, hint: refusal.hint, at: member.keyLocation)
        } else if settings.contains(where: { $0.parameter == parameter.path }) {
            findings.note("'\(parameter.path)' is given twice", at: member.keyLocation)
        } else {
            if !value.isNull { given[parameter.path] = value.location }
            guard let json = json(value, of: parameter, into: &findings) else { return }
            settings.append(Setting(parameter: parameter.path, value: json, location: value.location))
        }
    }

    /// The value in JSON; nil where it was found wrong. Nothing at all (`~`) is null, which takes a default away.
    private func json(_ value: YAMLValue, of parameter: Parameter, into findings: inout Findings) -> JSONValue? {
        if value.isNull { return .null }
        return TypedValue(path: parameter.path, type: parameter.type).json(value, into: &findings)
    }

    /// Why a document of this kind can't give a parameter, or nil where it can.
    private func refusal(of parameter: Parameter) -> (message: String, hint: String?)? {
        if parameter.path == "\(kind.droppedPrefix).name" {
            return ("'\(parameter.path)' is what the key 'name' gives", "write it as 'name'")
        }
        if parameter.category == .encapsulated {
            let message = "'\(parameter.path)' is Encapsulated: it is defined from within Emergence\(parameter.rule)"
            return (message, "leave it out")
        }
        if !parameter.isGivable { return ("'\(parameter.path)' is found out by Forge", "leave it out") }
        guard !parameter.kinds.contains(kind.nodeKind) else { return nil }
        let kinds = DocumentKind.allCases.filter { parameter.kinds.contains($0.nodeKind) }.map(\.article)
        let hint = kinds.isEmpty ? nil : "it belongs to \(kinds.joined(separator: " or "))"
        return ("\(kind.article) can't give '\(parameter.path)'", hint)
    }

    private func noteUnknown(_ member: YAMLValue.Member, path: String, into findings: inout Findings) {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        let isTop = !path.contains(".") || (parts.count == 2 && parts[0] == kind.droppedPrefix)
        let paths = catalogue.paths(for: kind.nodeKind) + kind.structuralKeys
        let keys = isTop ? Array(Set(paths.map { topKey(of: $0) }).union(["kind", "name"])) : paths
        findings.note(
            isTop ? "'\(member.key)' is no key of \(kind.article)" : "unknown parameter '\(path)'",
            hint: Spelling.suggestion(for: isTop ? member.key : path, among: keys) ?? elsewhere(member.key, paths),
            at: member.keyLocation)
    }

    /// The key that a path starts with in a document of this kind.
    private func topKey(of path: String) -> String {
        let parts = path.split(separator: ".").map(String.init)
        return parts.count > 1 && parts[0] == kind.droppedPrefix ? parts[1] : parts.first ?? path
    }

    /// Suggests a parameter that ends with the key, where the key alone stands in the wrong place.
    private func elsewhere(_ key: String, _ paths: [String]) -> String? {
        let found = paths.filter { $0.hasSuffix("." + key) }
        return found.count == 1 ? "did you mean '\(found[0])'?" : nil
    }
}

extension Parameter {
    /// The rule that defines an Encapsulated parameter, as the end of a clause.
    fileprivate var rule: String {
        switch self.default {
        case .computed(let rule): " (\(rule))"
        case .value(let value): " (it is always \(value.shown))"
        case .none, .omitted: ""
        }
    }
}
