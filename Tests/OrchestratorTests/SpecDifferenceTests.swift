import ConfigurationGraph
import OCI
import Testing

@testable import Orchestrator

@Suite("Difference of two resolved configurations")
struct SpecDifferenceTests {
    @Test("a changed variable needs a new process, and says which")
    func variable() throws {
        let difference = SpecDifference(
            from: try spec(["process.env.COLOUR": "green", "process.cwd": "/"]),
            to: try spec(["process.env.COLOUR": "blue", "process.cwd": "/"]))
        #expect(difference.rows == [.init(path: "process.env.COLOUR", before: "green", after: "blue")])
        #expect(difference.reasons == ["process.env.COLOUR"])
    }

    @Test(
        "what is read each time needs no new process",
        arguments: ["overwatch.restart.policy", "overwatch.readiness.path", "orchestrator.stop.gracePeriod"])
    func readEachTime(path: String) throws {
        let difference = SpecDifference(from: try spec([path: "a"]), to: try spec([path: "b"]))
        #expect(!difference.needsRestart)
        #expect(difference.rows.count == 1)
    }

    @Test("a value that is set or taken away is a difference")
    func presence() throws {
        let difference = SpecDifference(from: try spec(["hostname": "a"]), to: try spec(["domainname": "b"]))
        #expect(
            difference.rows == [
                .init(path: "domainname", before: nil, after: "b"), .init(path: "hostname", before: "a", after: nil),
            ])
    }

    private func spec(_ leaves: [String: JSONValue]) throws -> RuntimeSpecNode {
        RuntimeSpecNode(
            digest: try #require(Digest(algorithm: .sha256, bytes: [UInt8](repeating: 0, count: 32))),
            spec: .object([:]),
            parameters: [:],
            provenance: leaves.map { path, value in
                Provenance(
                    path: path, parameter: path, category: .optional, value: value, origin: .catalogueDefault)
            })
    }
}
