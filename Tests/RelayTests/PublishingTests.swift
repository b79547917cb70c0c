import Processes
import Relay
import Testing

extension NetworkTests {
    @Test func anInstanceThatRunsPublishesOtherPorts() async throws {
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            let (one, two) = (try PublishedPort("18380:8080"), try PublishedPort("18381:8080"))
            let given = try await box.network.attach(instance: "shop-1", namespacePath: namespace, publish: [one])
            try await box.serving("shop", in: namespace, port: 8080) { () async throws in
                #expect(try await box.awaitPage("127.0.0.1:18380") == "shop")
                try await box.network.publish([], of: "shop-1")
                #expect(try await box.page("127.0.0.1:18380") == nil)
                #expect(try await box.page("\(given.address):8080") == "shop", "the address stays")
                try await box.network.publish([one, two], of: "shop-1")
                #expect(try await box.page("127.0.0.1:18380") == "shop")
                #expect(try await box.page("127.0.0.1:18381") == "shop")
                try await box.network.publish([two], of: "shop-1")
                #expect(try await box.page("127.0.0.1:18380") == nil)
                #expect(box.network.attachments().first?.publish == [two])
            }
            // One that isn't attached has nothing to publish.
            try await box.network.publish([one], of: "nobody")
            try await box.network.detach(instance: "shop-1")
            let rules = try await Command("iptables-save", ["-t", "nat"]).output()
            #expect(!rules.contains("18381"))
        }
    }
}
