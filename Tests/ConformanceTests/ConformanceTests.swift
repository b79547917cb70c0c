import Foundation
import ImageFixtures
import ConfigurationGraph
import OCI
import Resolution
import RuntimeSchema
import Testing

/// Needs root, runc, crun, conmon, busybox-static, a C compiler and a hard limit of open files of 200 at the least.
@Suite("Conformance, with real runc and crun", .needsContainers, .serialized)
struct ConformanceTests {
    /// Every scenario under every runtime, run once for all tests.
    private static let observed = Task {
        async let runc = observations(under: "runc")
        async let crun = observations(under: "crun")
        return ConformanceTable(observations: [try await runc, try await crun])
    }

    private static func observations(under runtime: String) async throws -> (String, [Observation]) {
        let laboratory = try await Laboratory(runtime: runtime)
        var observations: [Observation] = []
        for scenario in Scenario.all { observations.append(try await laboratory.observe(scenario)) }
        try laboratory.close()
        return (laboratory.runtime, observations)
    }

    @Test("every parameter of config.json is looked at") func complete() {
        for entry in Scenario.looked {
            #expect(Scenario.all.contains { $0.checks.contains { $0.isOf(entry) } }, "\(entry.path)")
        }
        #expect(Scenario.looked.count > 100)
        for check in Scenario.all.flatMap(\.checks) {
            #expect(Catalogue.parameter(at: check.parameter) != nil, "\(check.parameter)")
        }
    }

    @Test("what is declared holds inside")
    func holds() async throws {
        for (runtime, observations) in try await Self.observed.value.observations {
            for observation in observations {
                for (number, check) in observation.scenario.checks.enumerated() {
                    let place: Comment = "\(check.parameter) under \(runtime) where '\(observation.scenario.title)'"
                    if observation.refusals[number] != nil {
                        #expect(observation.row(of: check)?.value == nil, place)
                    } else {
                        #expect(observation.answers[number] ?? "" == check.expected, place)
                    }
                }
            }
        }
    }

    @Test("every config.json is valid by runtime-spec's own schema")
    func schema() async throws {
        let documents = try await Self.observed.value.observations.flatMap(\.scenarios).map(\.resolved.spec.spec)
        for schema in try await RuntimeSchema.all() {
            #expect(try await schema.errors(in: documents) == "", "\(schema.path)")
        }
    }

    @Test("docs/conformance.md says what was seen")
    func page() async throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let path = tests.deletingLastPathComponent().path + "/docs/conformance.md"
        let page = try await Self.observed.value.markdown
        if ProcessInfo.processInfo.environment["REWRITE"] != nil {
            try page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let written = try? String(contentsOfFile: path, encoding: .utf8)
        let there = written ?? ""
        guard ConformanceTable.host(of: page, beside: there) == ConformanceTable.host(of: there, beside: page) else {
            print("skipped: \(path) is about a host that can do other things, or has other runtimes")
            return
        }
        #expect(written == page, "it says otherwise: 'make conformance' writes it anew")
    }
}

extension Trait where Self == ConditionTrait {
    static var needsContainers: Self {
        .enabled(if: Requirements.areMet, "needs root, runc, crun, conmon, busybox-static and cc")
    }
}

private enum Requirements {
    static let areMet = Requirement.root && ["runc", "crun", "conmon", "busybox", "cc"].allSatisfy(Requirement.program)
}
