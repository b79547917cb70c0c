import ConfigurationGraph
public import OCI

extension Architect {
    /// Declarations as a JSON Schema (json-schema.org, draft 7, which editors know best), for editors to complete and
    /// check while they are written.
    ///
    /// It judges what a schema can: keys, types, what is Encapsulated, what must be there. Whether names lead anywhere
    /// and values agree with each other is for ``check(_:against:)`` and for resolution to say.
    public static var schema: JSONValue { DeclarationSchema(catalogue: .standard).json }
}

/// The JSON Schema of one document: of each kind in turn.
struct DeclarationSchema {
    let catalogue: ParameterTable

    var json: JSONValue {
        [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "Emergence declaration",
            "type": "object",
            "required": ["kind", "name"],
            "properties": ["kind": ["enum": .array(DocumentKind.allCases.map { .string($0.rawValue) })]],
            "allOf": .array(
                DocumentKind.allCases.map { kind in
                    [
                        "if": ["required": ["kind"], "properties": ["kind": ["const": .string(kind.rawValue)]]],
                        "then": document(kind),
                    ]
                }),
        ]
    }

    /// The schema of one kind of document. The prefix that its parameters' paths begin with may be left out.
    private func document(_ kind: DocumentKind) -> JSONValue {
        var root = SchemaBranch()
        let structure = kind.structuralKeys.map { path in
            let entry = Catalogue.parameter(at: path)
            return (path, entry?.schema(nullable: !kind.requiredKeys.contains(path)) ?? true)
        }
        let parameters = catalogue.givable(in: kind.nodeKind).map { ($0.path, $0.schema(nullable: true)) }
        for (path, schema) in parameters + structure {
            let keys = path.split(separator: ".").map(String.init)
            if keys.first == kind.droppedPrefix, keys.count > 1, keys != [kind.droppedPrefix, "name"] {
                root.insert(schema, at: keys[1...])
                root.insert(schema, at: keys[...], offered: false)
            } else if keys != [kind.droppedPrefix, "name"] {
                root.insert(schema, at: keys[...])
            }
        }
        if kind == .secret {
            // Where its value comes from is no parameter: nothing is resolved from it.
            root.insert(["type": ["string", "null"]], at: ["file"])
            root.insert(["type": ["boolean", "null"]], at: ["stdin"])
        }
        root.insert(["const": .string(kind.rawValue)], at: ["kind"])
        root.insert(kind.nameSchema, at: ["name"])
        let schema = root.schema(required: ["kind", "name"] + kind.requiredKeys)
        guard kind == .artefact, case .object(var members) = schema else { return schema }
        members.merge(Self.oneOrigin) { $1 }
        return .object(members)
    }

    /// That an artefact is an image or made by Nix, and not both.
    private static let oneOrigin: [String: JSONValue] = {
        let image: JSONValue = ["required": ["image"], "properties": ["image": ["type": "string"]]]
        let nested: JSONValue = [
            "required": ["nix"], "properties": ["nix": ["type": "object", "minProperties": 1]],
        ]
        let dotted = ["nix.source", "nix.path", "nix.cache"].map { ["required": [.string($0)]] as JSONValue }
        let nix: JSONValue = ["anyOf": .array([nested] + dotted)]
        return ["anyOf": [image, nix], "not": ["allOf": [image, nix]]]
    }()
}

extension DocumentKind {
    /// A name, as ``NameRule`` has it.
    fileprivate var nameSchema: JSONValue {
        let label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
        return [
            // A name of digits alone is a number to YAML, and a name all the same.
            "anyOf": [
                ["type": "integer", "minimum": 0],
                ["type": "string", "pattern": .string("^\(label)\(self == .host ? "([.]\(label))*" : "")$")],
            ]
        ]
    }
}

/// A key of a document, with what is below it.
struct SchemaBranch {
    private var leaf: JSONValue?
    private var branches: [String: SchemaBranch] = [:]
    /// Keys that are taken but that no editor offers.
    private var hidden: Set<String> = []

    mutating func insert(_ schema: JSONValue, at path: ArraySlice<String>, offered: Bool = true) {
        guard let key = path.first else {
            leaf = schema
            return
        }
        if !offered, branches[key] == nil { hidden.insert(key) }
        if offered { hidden.remove(key) }
        branches[key, default: SchemaBranch()].insert(schema, at: path.dropFirst())
    }

    func schema(required: [String]) -> JSONValue {
        guard case .object(var members) = inner(nullable: false) else { return true }
        members["required"] = .array(required.map { .string($0) })
        return .object(members)
    }

    /// What a key takes: its own value, an object of what is below, or an object of both.
    private func inner(nullable: Bool) -> JSONValue {
        guard !branches.isEmpty else { return leaf ?? true }
        var properties: [String: JSONValue] = [:]
        var patterns: [String: JSONValue] = [:]
        for (path, branch) in descendants {
            if path.count == 1, !hidden.contains(path[0]) {
                properties[path[0]] = branch.inner(nullable: true)
            } else {
                patterns["^\(path.joined(separator: "[.]"))$"] = branch.inner(nullable: true)
            }
        }
        var own: [String: JSONValue] = leaf?["properties"]?.object ?? [:]
        own.merge(properties) { $1 }
        let section: JSONValue = [
            "type": nullable ? ["object", "null"] : "object", "additionalProperties": false,
            "properties": .object(own), "patternProperties": .object(patterns),
        ]
        guard let leaf, leaf["properties"] == nil else { return section }
        return ["anyOf": [leaf, section]]
    }

    /// Everything below, by its keys: a path may be written as nested keys, with dots, or both.
    private var descendants: [(path: [String], branch: SchemaBranch)] {
        branches.sorted { $0.key < $1.key }.flatMap { key, branch in
            [([key], branch)] + branch.descendants.map { ([key] + $0.path, $0.branch) }
        }
    }
}
