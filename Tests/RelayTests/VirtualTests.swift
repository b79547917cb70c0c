import Foundation
import Processes
import Testing

@testable import Relay

extension NetworkTests {
    @Test func aVirtualAddressLeadsToAllThatStandBehindIt() async throws {
        let before = try await HostState.now()
        try await Sandbox.run { box in
            #expect(try await box.network.virtualAddress(of: "stock") == nil, "there is no bridge yet")
            let shop = try await box.namespace("shop-1")
            _ = try await box.network.attach(
                instance: "shop-1", namespacePath: shop, publish: [PublishedPort("18382:9090")])
            let address = try #require(try await box.network.virtualAddress(of: "stock"))
            #expect(try await box.network.virtualAddress(of: "stock") == address)
            #expect(try await box.network.virtualAddress(of: "mail") != address)

            // Others are attached after it, and each end gets its share.
            var ends: [VirtualService.End] = []
            let (one, two) = (try await box.namespace("stock-1"), try await box.namespace("stock-2"))
            for (name, namespace) in [("stock-1", one), ("stock-2", two)] {
                let given = try await box.network.attach(instance: name, namespacePath: namespace)
                ends.append(VirtualService.End(address: given.address, port: 8080))
            }
            // A port of the host that is mapped to an instance doesn't take that of the address.
            let port = VirtualService.Port(port: 18382, ends: ends)
            try await box.network.lead(to: [VirtualService(address: address, ports: [port])])
            try await box.serving("one", in: one, port: 8080) { [ends] () async throws in
                try await box.serving("two", in: two, port: 8080) { () async throws in
                    for end in ends { _ = try await box.awaitPage("\(end.address):8080") }
                    var seen: Set<String> = []
                    for _ in 0..<60 where seen.count < 2 {
                        seen.insert(try #require(try await box.page("\(address):18382", from: shop)))
                    }
                    #expect(seen == ["one", "two"])
                    #expect(try await box.page("\(address):18382") != nil, "from the host as well")

                    let left = VirtualService.Port(port: 18382, ends: [ends[1]])
                    try await box.network.lead(to: [VirtualService(address: address, ports: [left])])
                    for _ in 0..<5 { #expect(try await box.page("\(address):18382", from: shop) == "two") }
                }
            }
            try await box.network.lead(to: [VirtualService(address: address, ports: [])])
            #expect(try await box.page("\(address):18382", from: shop) == nil)
            // Nor does the host itself answer in their place, which listens at all of its addresses.
            try await box.serving("host", in: "/proc/self/ns/net", port: 18383) { () async throws in
                let gateway = try #require(box.network.subnet).replacingOccurrences(of: ".0/24", with: ".1")
                #expect(try await box.awaitPage("\(gateway):18383", from: shop) == "host")
                #expect(try await box.page("\(address):18383", from: shop) == nil)
                #expect(try await box.page("\(address):18383") == nil)
                let fresh = try #require(try await box.network.virtualAddress(of: "fresh"))
                #expect(try await box.page("\(fresh):18383", from: shop) == nil, "before it leads anywhere")
            }
            for name in ["shop-1", "stock-1", "stock-2"] { try await box.network.detach(instance: name) }
            try await box.network.cleanUp()
            #expect(try await HostState.now() == before)
        }
    }
}

extension NetworkTests {
    @Test func addressesThatInstancesHadOnceAreGivenToServicesAndTakenBack() async throws {
        try await Sandbox.run { box in
            let shop = try await box.namespace("shop-1")
            let own = try await box.network.attach(instance: "shop-1", namespacePath: shop)
            // All that this host ever ran is remembered.
            var record = try #require(box.network.record)
            let range = try #require(IPv4Network(record.subnet))
            for place in 3..<255 { record.addresses["old-\(place)"] = "\(range.address(at: UInt32(place)))" }
            try box.network.records.write(record, "network")
            var given: Set<String> = [own.address]
            for place in 3..<255 {
                given.insert(try #require(try await box.network.virtualAddress(of: "service-\(place)")))
            }
            #expect(given.count == 253)
            await #expect(throws: RelayError.noAddress(network: record.subnet)) {
                try await box.network.virtualAddress(of: "late")
            }
            let kept = try await box.network.virtualAddress(of: "service-9")
            try await box.network.forget(besides: ["service-9", "late"])
            #expect(HostNetworks.addresses(of: box.network.bridge).count == 2)
            #expect(try await box.network.virtualAddress(of: "late") != nil)
            #expect(try await box.network.virtualAddress(of: "service-9") == kept)
        }
    }
}

@Suite struct VirtualRulesTests {
    private static let rules = VirtualRules(
        bridge: "em01234567", subnet: IPv4Network(IPv4Address(0x0ac8_0700), prefix: 24),
        comment: "emergence:em01234567")

    private static func service(_ ends: [String]) -> VirtualService {
        VirtualService(
            address: "10.200.7.254",
            ports: [.init(port: 5432, ends: ends.map { VirtualService.End(address: $0, port: 20_011) })])
    }

    @Test func theChainIsReplacedAsAWholeAndEnteredOnce() {
        let lines = Self.rules.lines(for: [Self.service(["192.0.2.7"])], besides: [])
        #expect(
            lines == [
                ":EMERGENCE-em01234567 - [0:0]",
                "-I PREROUTING 1 -d 10.200.7.0/24 -m comment --comment emergence:em01234567 -j EMERGENCE-em01234567",
                "-I OUTPUT 1 -d 10.200.7.0/24 -m comment --comment emergence:em01234567 -j EMERGENCE-em01234567",
                "-A POSTROUTING -s 10.200.7.0/24 -o em01234567 -m conntrack --ctstate DNAT"
                    + " -m comment --comment emergence:em01234567 -j MASQUERADE",
                "-A EMERGENCE-em01234567 -d 10.200.7.254/32 -p tcp -m tcp --dport 5432"
                    + " -j DNAT --to-destination 192.0.2.7:20011",
                "-A EMERGENCE-em01234567 -d 10.200.7.254/32 -j ACCEPT",
            ])
        let entered =
            "-A PREROUTING -d 10.200.7.0/24 -m comment --comment \"emergence:em01234567\" -j EMERGENCE-em01234567"
        let again = Self.rules.lines(for: [], besides: [entered])
        #expect(again == [":EMERGENCE-em01234567 - [0:0]"])
    }

    @Test func whatIsLedNowhereIsRefusedOnce() {
        let lines = Self.rules.refusals(besides: ["-P INPUT ACCEPT"])
        #expect(
            lines == [
                ":EMERGENCE-em01234567 - [0:0]", "-A EMERGENCE-em01234567 -d 10.200.7.1/32 -j RETURN",
                "-A EMERGENCE-em01234567 -p tcp -j REJECT --reject-with tcp-reset",
                "-A EMERGENCE-em01234567 -j REJECT",
                "-I INPUT 1 -d 10.200.7.0/24 -m conntrack --ctstate NEW"
                    + " -m comment --comment emergence:em01234567 -j EMERGENCE-em01234567",
            ])
        let entered =
            "-A INPUT -d 10.200.7.0/24 -m conntrack --ctstate NEW -m comment --comment \"emergence:em01234567\""
            + " -j EMERGENCE-em01234567"
        #expect(Self.rules.refusals(besides: [entered]).isEmpty)
    }

    @Test func eachEndGetsTheSameShare() {
        let lines = Self.rules.lines(for: [Self.service(["192.0.2.7", "192.0.2.8", "192.0.2.9"])], besides: [])
        let shares = lines.compactMap { line in
            line.contains("DNAT --to")
                ? line.split(separator: " ").first { $0.hasPrefix("0.") }.flatMap { Double($0) } ?? 1 : nil
        }
        #expect(shares == [1.0 / 3, 0.5, 1])
    }

    @Test func theChainGoesWithItsNetwork() {
        let rules = [
            "-N EMERGENCE-em01234567",
            "-A PREROUTING -d 10.200.7.0/24 -m comment --comment \"emergence:em01234567\" -j EMERGENCE-em01234567",
            "-A EMERGENCE-em01234567 -d 10.200.7.254/32 -j ACCEPT",
        ]
        let removal = OwnRules.removal(of: "em01234567", comment: "emergence:em01234567", from: rules)
        #expect(removal.dropFirst() == ["-F EMERGENCE-em01234567", "-X EMERGENCE-em01234567"])
    }
}
