extension RuntimeShapes {
    /// What holds for a configuration as a whole, on any platform but Windows.
    static let rulesForPOSIX: @Sendable (JSONValue, JSONPath, inout Shape.Problems) -> Void = { value, path, problems in
        guard value["windows"] == nil else { return }
        if let process = value["process"] { check(process: process, at: path.key("process"), &problems) }
        let hasUserNamespace =
            value["linux"]?["namespaces"]?.array?.contains { $0["type"]?.string == "user" } == true
        for (index, mount) in (value["mounts"]?.array ?? []).enumerated() {
            let isMapped = ["uidMappings", "gidMappings"].contains { mount[$0]?.array?.isEmpty == false }
            let option = mount["options"]?.array?.compactMap(\.string).first { $0 == "idmap" || $0 == "ridmap" }
            guard let option, !isMapped, !hasUserNamespace else { continue }
            problems.append(
                .init(
                    path: path.key("mounts").index(index).key("options"),
                    message: "\(option) needs mappings, of the mount's own or of a user namespace",
                    rule: .mappedMount))
        }
    }

    private static func check(process: JSONValue, at path: JSONPath, _ problems: inout Shape.Problems) {
        if let directory = process["cwd"]?.string, !directory.hasPrefix("/") {
            problems.append(
                .init(
                    path: path.key("cwd"), message: "\"\(directory)\" is no absolute path", rule: .absolutePath))
        }
        if process["args"]?.array?.isEmpty == true {
            problems.append(
                .init(path: path.key("args"), message: "it needs the program at least", rule: .command))
        }
    }
}

/// A version as runtime-spec wants it (SemVer 2.0.0): `MAJOR.MINOR.PATCH`, then `-WORDS` and `+WORDS` if at all.
enum SemanticVersion {
    static func isOne(_ text: String) -> Bool {
        let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let release = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = release[0].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy(isNumber) else { return false }
        let preRelease = release.count == 2 ? words(release[1]) : []
        guard preRelease.allSatisfy({ isWord($0) && (!$0.allSatisfy(\.isASCIIDigit) || isNumber($0)) }) else {
            return false
        }
        return build.count == 1 || words(build[1]).allSatisfy(isWord)
    }

    private static func words(_ text: Substring) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy(\.isASCIIDigit) && (text == "0" || text.first != "0")
    }

    private static func isWord(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
