import Processes
import Relay
import Testing

extension NetworkTests {
    @Test func aPortOfAnotherInstanceIsRefused() async throws {
        try await Sandbox.run { box in
            let (one, two) = (try await box.namespace("shop-1"), try await box.namespace("shop-2"))
            let port = try PublishedPort("18080:8080")
            _ = try await box.network.attach(instance: "shop-1", namespacePath: one, publish: [port])
            await #expect(throws: RelayError.portTaken(port: port, holder: .instance("shop-1"))) {
                try await box.network.attach(instance: "shop-2", namespacePath: two, publish: [port])
            }
            #expect(box.network.attachments().map(\.instance) == ["shop-1"])
            #expect(try await box.network.holder(of: port, for: "shop-1") == nil, "its own port isn't taken")
        }
    }

    @Test func aPortOfAnotherNetworkIsRefused() async throws {
        try await Sandbox.run { one in
            try await Sandbox.run { two in
                let port = try PublishedPort("127.0.0.1:18080:8080")
                let namespace = try await one.namespace("shop-1")
                _ = try await one.network.attach(instance: "shop-1", namespacePath: namespace, publish: [port])
                let holder = PortHolder.mapping(network: one.network.bridge, container: "shop-1")
                #expect(try await two.network.holder(of: PublishedPort("18080:80"), for: "shop-1") == holder)
                #expect(try await two.network.holder(of: PublishedPort("18081:80"), for: "shop-1") == nil)
            }
        }
    }

    @Test func aPortThatAProgramListensOnIsRefusedByName() async throws {
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            try await box.serving("taken", in: "/proc/self/ns/net", port: 18080) { () async throws in
                _ = try await box.awaitPage("127.0.0.1:18080")
                let error = await #expect(throws: RelayError.self) {
                    try await box.network.attach(
                        instance: "shop-1", namespacePath: namespace, publish: [PublishedPort("18080:8080")])
                }
                #expect(error?.description.hasPrefix("port 18080/tcp of the host is taken by busybox (pid ") == true)
            }
            #expect(box.network.attachments().isEmpty)
        }
    }

    @Test func aPluginsOwnWordsAreHandedOn() async throws {
        try await Sandbox.run { box in
            let error = await #expect(throws: RelayError.self) {
                try await box.network.attach(instance: "shop-1", namespacePath: "/nowhere")
            }
            guard case .plugin(let failure) = error else {
                Issue.record("\(error as Any)")
                return
            }
            #expect(failure.plugin == "bridge")
            #expect(failure.command == .add)
            #expect(failure.message.contains("/nowhere"))
            #expect(box.network.attachments().isEmpty)
        }
    }

    @Test func withoutPluginsTheReasonAndTheRemedyAreSaid() async throws {
        let network = Network(stateDirectory: "/nowhere", plugins: "/nowhere")
        #expect(!network.available)
        #expect(network.unavailableReason?.contains("apt install containernetworking-plugins") == true)
        await #expect(throws: RelayError.self) {
            try await network.attach(instance: "shop-1", namespacePath: "/nowhere")
        }
    }
}
