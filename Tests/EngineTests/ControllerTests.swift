import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Testing

@testable import Engine

/// The controller's shell on a store in memory, with agents that do at once what they are told.
@Suite("The controller commits what is planned") struct ControllerTests {
    static let place = SourceLocation(file: "shop.yaml", line: 1, column: 1)

    static func digest(_ byte: UInt8) throws -> Digest {
        try #require(Digest(algorithm: .sha256, bytes: [UInt8](repeating: byte, count: 32)))
    }

    static func host(_ name: String) -> Host {
        Host(
            name: name, architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
            features: Host.Features(
                runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
                idmappedLayers: true, network: true, maximumOpenFiles: 1024),
            cgroupParent: "/emergence-test", idRangeStart: 1_000_000, idRangeSize: 64 * 65_536)
    }

    static func shop(_ count: Int, log: String) -> Automaton {
        let values: [(String, JSONValue)] = [
            ("orchestrator.instances.min", .integer(Int64(count))),
            ("orchestrator.instances.max", .integer(Int64(count))), ("process.env", [.string("LOG=\(log)")]),
        ]
        return Automaton(
            name: "shop", artefact: "web",
            settings: values.map { Setting(parameter: $0.0, value: $0.1, location: place) },
            declaration: Declaration(set: "shop.yaml", location: place))
    }

    static func declared() throws -> [Node] {
        var configuration = ImageConfiguration(architecture: "amd64", rootfs: .init(diffIDs: []))
        configuration.config = .init()
        configuration.config?.cmd = ["/bin/httpd"]
        let config = ImageConfigNode(digest: try digest(1), size: 1, configuration: configuration, user: ImageUser())
        let manifest = ImageManifestNode(
            digest: try digest(2), size: 1, mediaType: .imageManifest, config: config.digest, layers: [])
        let artefact = Artefact(
            name: "web",
            content: .image(
                ImageArtefact(
                    imageName: "web", imageDigest: manifest.digest, sha256: try digest(3), reference: "oci:web:1.0",
                    tag: "1.0", manifest: manifest.digest, platform: configuration.platform, root: manifest.id)))
        return [
            .imageConfig(config), .imageManifest(manifest), .artefact(artefact), .host(host("alpha")),
            .host(host("beta")),
        ]
    }

    static func put(_ nodes: [Node], in store: InMemoryGraphStore) async throws {
        try await store.commit(Transaction(author: "test", roles: Set(Role.allCases), message: "", puts: nodes))
    }

    static func controller(
        _ store: InMemoryGraphStore, _ number: Int, hosts: [String] = ["alpha", "beta"]
    ) -> Controller {
        Controller(
            store: store, holder: "controller/\(number)", author: "test", settings: PlannerSettings(),
            ownHosts: hosts, observations: AsyncStream { _ in }, placed: { _ in }, events: { _ in })
    }

    /// Says what agents would: what is placed is ready, what ends has ended.
    static func answer(in store: InMemoryGraphStore) async throws {
        let statuses = try await store.read { view in
            try view.values(Instance.self).compactMap { instance -> Node? in
                let state = try view.value(InstanceStatus.self, named: instance.name)?.state
                let next: InstanceStatus.State = instance.ending == nil ? .ready : .stopped
                return state == next ? nil : .instanceStatus(InstanceStatus(instance: instance.name, state: next))
            }
        }
        guard !statuses.isEmpty else { return }
        do {
            try await put(statuses, in: store)
        } catch is TransactionError {}  // One of them is gone meanwhile.
    }

    private static func until(
        _ what: String, in store: InMemoryGraphStore, _ condition: @escaping @Sendable ([Instance]) -> Bool
    ) async throws {
        try await EngineTests.until(what) {
            try await answer(in: store)
            return condition(try await store.read { try $0.values(Instance.self) })
        }
    }

    @Test("two at once: one leads, all is placed once, rolled to what changes, and taken away with its automaton")
    func life() async throws {
        let store = InMemoryGraphStore()
        try await Self.put(try Self.declared() + [.automaton(Self.shop(2, log: "one"))], in: store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...2 { group.addTask { try await Self.controller(store, number).run() } }
            try await Self.until("both are placed", in: store) { $0.count == 2 }
            let first = try await store.read { try $0.values(Instance.self) }
            #expect(first.map(\.name) == ["shop-1", "shop-2"])
            #expect(Set(first.map(\.host)) == ["alpha", "beta"])
            #expect(first.allSatisfy { $0.placement?.best.first?.host == $0.host && $0.resolvedFrom != nil })
            let before = Set(first.compactMap(\.resolvedFrom?.configuration))
            #expect(before.count == 1)

            try await Self.put([.automaton(Self.shop(3, log: "two"))], in: store)
            try await Self.until("all three run what is declared", in: store) { instances in
                instances.count == 3
                    && instances.allSatisfy {
                        $0.ending == nil && !before.contains($0.resolvedFrom?.configuration ?? "")
                    }
            }
            let (specs, used) = try await store.read { view in
                (Set(try view.names(of: .runtimeSpec)), Set(try view.values(Instance.self).map(\.spec)))
            }
            #expect(specs == used, "what no instance is resolved to any more is gone")
            let holders = await store.leases().map(\.name)
            #expect(holders == ["controller"])
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(await store.leases().isEmpty)
        // A deposed one's proposal doesn't land.
        let history = await store.history(after: .zero, limit: .max).map(\.message)
        #expect(history.contains { $0.hasPrefix("plan: shop-1 on ") })
    }

    @Test("what fits nowhere is pending, and nobody plans again and again for it")
    func pending() async throws {
        let store = InMemoryGraphStore()
        var large = Self.shop(1, log: "one")
        large.settings.append(
            Setting(parameter: "orchestrator.resources.memory.request", value: "2GiB", location: Self.place))
        try await Self.put(try Self.declared() + [.automaton(large)], in: store)
        let (notes, noted) = AsyncStream.makeStream(of: String.self)
        var controller = Self.controller(store, 1)
        controller.events = { if case .note(let words) = $0 { noted.yield(words) } }
        try await withThrowingTaskGroup(of: Void.self) { [controller] group in
            group.addTask { try await controller.run() }
            let first = await notes.first { _ in true }
            #expect(first?.hasPrefix("shop lacks 1 instance: 2 of 2 hosts: memory short by ") == true, "\(first ?? "")")
            // With room it is placed at once.
            var roomy = Self.host("alpha")
            roomy.memory = 8 << 30
            try await Self.put([.host(roomy)], in: store)
            try await Self.until("it is placed", in: store) { $0.map(\.host) == ["alpha"] }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
