import Testing

@testable import Relay

@Suite struct SubnetTests {
    @Test(arguments: ["10.1.2.3", "0.0.0.0", "255.255.255.255"])
    func anAddressIsWrittenAsItIsRead(text: String) {
        #expect(IPv4Address(text)?.description == text)
    }

    @Test(arguments: [
        "10.1.2", "10.1.2.3.4", "10.1.2.256", "10.1.2.-1", "10.1.2.+1", "a.b.c.d", "", "1..2.3", "0001.2.3.4",
    ])
    func whatIsNoAddressIsNone(text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.0/24", true), ("10.1.2.0/24", "10.1.3.0/24", false), ("0.0.0.0/0", "10.1.2.0/24", true),
        ("10.1.2.128/25", "10.1.2.0/24", true), ("10.1.2.3/32", "10.1.2.0/24", true),
    ])
    func networksOverlapWhereTheyShareAnAddress(one: String, other: String, overlap: Bool) throws {
        let (one, other) = (try #require(IPv4Network(one)), try #require(IPv4Network(other)))
        #expect(one.overlaps(other) == overlap)
        #expect(other.overlaps(one) == overlap)
    }

    @Test func theSubnetChosenIsFreeAndTheSameForTheSameSeed() throws {
        var used: [IPv4Network] = []
        for _ in 0..<40 {
            let subnet = try #require(Subnet.choose(seed: 7, avoiding: used))
            #expect(subnet.prefix == 24)
            #expect(!used.contains(where: subnet.overlaps))
            #expect(Subnet.choose(seed: 7, avoiding: used) == subnet)
            used.append(subnet)
        }
    }

    @Test func aWideRouteLeadsToAnotherPool() throws {
        let vpn = try #require(IPv4Network("10.0.0.0/8"))
        let subnet = try #require(Subnet.choose(seed: 1, avoiding: [vpn]))
        #expect(!subnet.overlaps(vpn))
        #expect(Subnet.choose(seed: 1, avoiding: [IPv4Network(IPv4Address(0), prefix: 0)]) == nil)
    }

    @Test func anInstanceGetsItsLastAddressAgain() throws {
        let network = try #require(IPv4Network("10.200.7.0/24"))
        func address(_ host: UInt32) -> IPv4Address { network.address(at: host) }
        func given(_ name: String, _ remembered: [String: IPv4Address], _ taken: Set<IPv4Address>) -> IPv4Address? {
            Subnet.address(in: network, for: name, remembered: remembered, taken: taken)
        }
        #expect(given("a", [:], []) == address(2))
        #expect(given("b", ["a": address(2)], []) == address(3))
        #expect(given("a", ["a": address(9)], [address(2)]) == address(9))
        #expect(given("a", ["a": address(9)], [address(9)]) == address(2))
        let all = (2..<255).map(address)
        let others = Dictionary(all.map { ("\($0)", $0) }, uniquingKeysWith: { $1 })
        #expect(given("new", others, [address(2)]) == address(3))
        #expect(given("new", [:], Set(all)) == nil)
    }

    @Test func theHostsRoutesAreRead() {
        let text = """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            """
        #expect(HostNetworks.parse(routes: text).map(\.description) == ["0.0.0.0/0", "192.0.2.0/24"])
    }
}
