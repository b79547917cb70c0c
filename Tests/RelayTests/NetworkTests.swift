import Foundation
import Processes
import Relay
import TestMachine
import Testing

/// Run in a host of its own by `PrivateHostTests`, one after another as they compare the whole host.
@Suite(.serialized, .enabled(if: PrivateHost.isInside, "run by PrivateHostTests"))
struct NetworkTests {
    @Test func aPublishedPortAnswersOnEveryAddressOfTheHost() async throws {
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            let port = try PublishedPort("18080:8080")
            let given = try await box.network.attach(instance: "shop-1", namespacePath: namespace, publish: [port])
            #expect(given.interface == "eth0")
            #expect(given.address != given.gateway)
            try await box.serving("green", in: namespace, port: 8080) { () async throws in
                #expect(try await box.awaitPage("\(given.address):8080") == "green")
                #expect(try await box.page("127.0.0.1:18080") == "green")
                #expect(try await box.page("\(given.gateway):18080") == "green")
            }
        }
    }

    @Test func aPortPublishedOnOneAddressAnswersOnThatAlone() async throws {
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            let port = try PublishedPort("127.0.0.1:18080:8080")
            let given = try await box.network.attach(instance: "shop-1", namespacePath: namespace, publish: [port])
            try await box.serving("green", in: namespace, port: 8080) { () async throws in
                #expect(try await box.awaitPage("127.0.0.1:18080") == "green")
                #expect(try await box.page("\(given.gateway):18080") == nil)
            }
        }
    }

    @Test func instancesReachEachOther() async throws {
        try await Sandbox.run { box in
            let (one, two) = (try await box.namespace("shop-1"), try await box.namespace("stock-1"))
            _ = try await box.network.attach(instance: "shop-1", namespacePath: one)
            let stock = try await box.network.attach(
                instance: "stock-1", namespacePath: two, publish: [PublishedPort("18081:8080")])
            try await box.serving("stock", in: two, port: 8080) { () async throws in
                #expect(try await box.awaitPage("\(stock.address):8080", from: one) == "stock")
                #expect(try await box.page("\(stock.gateway):18081", from: one) == "stock")
                #expect(
                    try await box.page("\(stock.gateway):18081", from: two) == "stock", "to itself, through the host")
            }
        }
    }

    @Test func nothingIsLeftOnTheHost() async throws {
        let before = try await HostState.now()
        try await Sandbox.run { box in
            for name in ["shop-1", "shop-2"] {
                let namespace = try await box.namespace(name)
                let port = PublishedPort(hostPort: name == "shop-1" ? 18080 : 18081, port: 8080)
                _ = try await box.network.attach(instance: name, namespacePath: namespace, publish: [port])
            }
            #expect(try await HostState.now() != before)
            try await box.network.detach(instance: "shop-1")
            try await box.network.cleanUp()
            #expect(box.network.attachments().map(\.instance) == ["shop-2"], "it isn't cleaned up under an instance")
            #expect(FileManager.default.fileExists(atPath: "/sys/class/net/\(box.network.bridge)"))
            try await box.network.detach(instance: "shop-2")
            try await box.network.detach(instance: "shop-2")
            try await box.network.cleanUp()
            try await box.network.cleanUp()
            #expect(try await HostState.now() == before)
        }
    }

    @Test func aNamespaceThatIsGoneLeavesNothingEither() async throws {
        let before = try await HostState.now()
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            _ = try await box.network.attach(
                instance: "shop-1", namespacePath: namespace, publish: [PublishedPort("18080:8080")])
            try await box.remove(namespace: namespace)
            try await box.network.detach(instance: "shop-1")
            try await box.network.cleanUp()
            #expect(try await HostState.now() == before)
        }
    }

    @Test func theSecondNetworkPutsBackWhatTheFirstChanged() async throws {
        let before = try await HostState.now()
        try await Sandbox.run { one in
            try await Sandbox.run { two in
                for box in [one, two] {
                    let namespace = try await box.namespace("shop-1")
                    let port = PublishedPort(hostPort: box.state == one.state ? 18080 : 18081, port: 8080)
                    _ = try await box.network.attach(instance: "shop-1", namespacePath: namespace, publish: [port])
                }
                #expect(one.network.subnet != two.network.subnet)
                try await one.network.detach(instance: "shop-1")
                try await one.network.cleanUp()
                #expect(try await HostState.now().settings.first == "ip_forward=1\n", "the other one needs it")
                try await two.network.detach(instance: "shop-1")
                try await two.network.cleanUp()
                #expect(try await HostState.now() == before)
            }
        }
    }

    @Test func whatTheHostHadBeforeStays() async throws {
        let forwarding = URL(fileURLWithPath: "/proc/sys/net/ipv4/ip_forward")
        try Data("1".utf8).write(to: forwarding)
        try await Command("iptables", ["-t", "nat", "-N", "CNI-HOSTPORT-DNAT"]).output()
        let before = try await HostState.now()
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            _ = try await box.network.attach(
                instance: "shop-1", namespacePath: namespace, publish: [PublishedPort("18080:8080")])
            try await box.network.detach(instance: "shop-1")
            try await box.network.cleanUp()
            let after = try await HostState.now()
            #expect(after.settings == before.settings)
            #expect(after.rules.contains(":CNI-HOSTPORT-DNAT - [0:0]"))
        }
        try Data("0".utf8).write(to: forwarding)
        try await Command("iptables", ["-t", "nat", "-F"]).output()
        try await Command("iptables", ["-t", "nat", "-X"]).output()
    }

    @Test func anInstanceKeepsItsAddress() async throws {
        try await Sandbox.run { box in
            var seen: Set<String> = []
            for _ in 0..<3 {
                let namespace = try await box.namespace("shop-1")
                seen.insert(try await box.network.attach(instance: "shop-1", namespacePath: namespace).address)
                let other = try await box.namespace("stock-1")
                _ = try await box.network.attach(instance: "stock-1", namespacePath: other)
                for (name, path) in [("stock-1", other), ("shop-1", namespace)] {
                    try await box.network.detach(instance: name)
                    try await box.remove(namespace: path)
                }
                try await box.network.cleanUp()
            }
            #expect(seen.count == 1)
        }
    }

    @Test func manyAttachAtOnceWithAddressesOfTheirOwn() async throws {
        try await Sandbox.run { box in
            let addresses = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 1...6 {
                    group.addTask {
                        let namespace = try await box.namespace("shop-\(number)")
                        return try await box.network.attach(
                            instance: "shop-\(number)", namespacePath: namespace,
                            publish: [PublishedPort(hostPort: UInt16(18080 + number), port: 80)]
                        ).address
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(addresses.count == 6)
        }
    }

    @Test func cancellingLeavesNothingHalfDone() async throws {
        let before = try await HostState.now()
        try await Sandbox.run { box in
            let namespace = try await box.namespace("shop-1")
            for delay in stride(from: 0, through: 200, by: 40) {
                let task = Task {
                    try await box.network.attach(
                        instance: "shop-1", namespacePath: namespace, publish: [PublishedPort("18080:8080")])
                }
                try await Task.sleep(for: .milliseconds(delay))
                task.cancel()
                _ = await task.result
                try await box.network.detach(instance: "shop-1")
                try await box.network.cleanUp()
                #expect(try await HostState.now() == before, "cancelled after \(delay) ms")
            }
        }
    }
}
