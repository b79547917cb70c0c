import Foundation
import Testing

@testable import OCI

/// Reads `../shared/data/oci`; without it the tests say so and pass.
@Suite("OCI's own documents")
struct OCIDataTests {
    @Test("good ones are valid, their kind is told, and they come back as they were")
    func good() throws {
        for file in try OCIData.files(.good) {
            let document = try CanonicalJSON.parse(file.bytes)
            #expect(file.kind.problems(with: document) == [], "\(file.path)")
            #expect(OCIDocumentKind(of: document) == file.kind, "\(file.path)")
            #expect(try file.kind.roundTrip(document) == document, "\(file.path)")
        }
    }

    @Test("bad ones are refused")
    func bad() throws {
        for file in try OCIData.files(.bad) {
            guard let document = try? CanonicalJSON.parse(file.bytes) else { continue }
            #expect(file.kind.problems(with: document) != [], "\(file.path)")
        }
    }

    @Test("those that the schema passes and the prose doesn't are refused, with the reason")
    func semantic() throws {
        let files = try OCIData.files(.semantic)
        let found = try files.map { file in
            let problems = file.kind.problems(with: try CanonicalJSON.parse(file.bytes))
            return "\(problems.map { "\($0.path) \($0.rule.rawValue)" }.joined(separator: ", "))"
        }
        guard !files.isEmpty else { return }
        #expect(found == ["config.Env[0] variable", "digest digest", "urls[0] uri", "data base64"])
    }

    @Test("all errors come at once")
    func all() throws {
        let document = try CanonicalJSON.parse(Data(#"{"process":{"cwd":"x","args":[],"rlimits":[1]},"hooks":3}"#.utf8))
        let paths = OCIDocumentKind.runtimeConfiguration.problems(with: document).map(\.path.description)
        #expect(paths == ["ociVersion", "hooks", "process.rlimits[0]"])
        let better = try CanonicalJSON.parse(
            Data(#"{"ociVersion":"1.0","process":{"cwd":"x","args":[]}}"#.utf8))
        let rules = OCIDocumentKind.runtimeConfiguration.problems(with: better).map(\.rule)
        #expect(rules == [.version])
    }

    @Test("a member that no version knows stays where it is, at every level")
    func unknown() throws {
        for file in try OCIData.files(.good) {
            let document = try CanonicalJSON.parse(file.bytes).withUnknownMembers()
            #expect(try file.kind.roundTrip(document) == document, "\(file.path)")
        }
    }
}

extension JSONValue {
    /// Objects whose keys are names, and whose members have one type.
    private static let maps: Set = [
        "annotations", "sysctl", "unified", "rdma", "netDevices", "Labels", "ExposedPorts", "Volumes",
    ]

    /// The document with members of odd names and forms in all objects whose members have names of their own.
    func withUnknownMembers(under key: String = "") -> JSONValue {
        switch self {
        case .array(let elements): return .array(elements.map { $0.withUnknownMembers() })
        case .object(let members):
            var changed = members.reduce(into: [String: JSONValue]()) {
                $0[$1.key] = $1.value.withUnknownMembers(under: $1.key)
            }
            guard !Self.maps.contains(key) else { return .object(changed) }
            changed["x-later"] = ["deep": [.numeral("1.0"), .numeral("18446744073709551615"), .null]]
            changed["unknownFields"] = "a name like that of the property"
            return .object(changed)
        default: return self
        }
    }
}
