import Testing

@testable import Relay

@Suite struct OwnRulesTests {
    /// What `iptables -t nat -S` says with one instance attached: the network em01234567, two publications.
    private static let rules = lines(
        """
        -P PREROUTING ACCEPT
        -N CNI-DN-d8428613a642d39b7af5e
        -N CNI-HOSTPORT-DNAT
        -N CNI-HOSTPORT-MASQ
        -N CNI-HOSTPORT-SETMARK
        -A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
        -A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
        -A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ
        -A POSTROUTING -s 10.99.1.0/24 ! -o em01234567 -m comment --comment "emergence:em01234567" -j MASQUERADE
        -A CNI-DN-d8428613a642d39b7af5e -s 10.99.1.0/24 -d 127.0.0.1/32 -p tcp -m tcp --dport 18080 -j CNI-HOSTPORT-SETMARK
        -A CNI-DN-d8428613a642d39b7af5e -d 127.0.0.1/32 -p tcp -m tcp --dport 18080 -j DNAT --to-destination 10.99.1.9:8080
        -A CNI-DN-d8428613a642d39b7af5e -p udp -m udp --dport 18081 -j DNAT --to-destination 10.99.1.9:53
        -A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"em01234567\\" id: \\"shop-1\\"" -m multiport --dports 18080 -j CNI-DN-d8428613a642d39b7af5e
        -A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE
        -A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000
        """)

    /// What podman's default network has, by the same plugin.
    private static let foreign = lines(
        """
        -N CNI-3f1e0d0f5c1b0a9e8d7c6b5a
        -N CNI-DN-aaaaaaaaaaaaaaaaaaaaa
        -A POSTROUTING -s 10.88.0.2/32 -m comment --comment "name: \\"podman\\" id: \\"box\\"" -j CNI-3f1e0d0f5c1b0a9e8d7c6b5a
        -A CNI-DN-aaaaaaaaaaaaaaaaaaaaa -p tcp -m tcp --dport 9000 -j DNAT --to-destination 10.88.0.2:80
        -A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"podman\\" id: \\"box\\"" -m multiport --dports 9000 -j CNI-DN-aaaaaaaaaaaaaaaaaaaaa
        """)

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test func aNetworksOwnRulesAndChainsAreRemovedAndNoOthers() {
        let removal = OwnRules.removal(
            of: "em01234567", comment: "emergence:em01234567", from: Self.rules + Self.foreign)
        #expect(
            removal == [
                "-D" + Self.rules[8].dropFirst(2), "-D" + Self.rules[12].dropFirst(2),
                "-F CNI-DN-d8428613a642d39b7af5e", "-X CNI-DN-d8428613a642d39b7af5e",
            ])
        #expect(OwnRules.removal(of: "em76543210", comment: "emergence:em76543210", from: Self.rules).isEmpty)
    }

    @Test func theSharedChainsStayWhileAnyMappingIsLeft() {
        #expect(OwnRules.removalOfSharedChains(from: Self.rules).isEmpty)
        let without = Self.rules.filter { !$0.contains("CNI-DN-") }
        #expect(OwnRules.removalOfSharedChains(from: without + Self.foreign).isEmpty)
        #expect(
            OwnRules.removalOfSharedChains(from: without) == [
                "-D PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
                "-D OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
                "-D POSTROUTING -m comment --comment \"CNI portfwd requiring masquerade\" -j CNI-HOSTPORT-MASQ",
                "-F CNI-HOSTPORT-DNAT", "-F CNI-HOSTPORT-MASQ", "-F CNI-HOSTPORT-SETMARK",
                "-X CNI-HOSTPORT-DNAT", "-X CNI-HOSTPORT-MASQ", "-X CNI-HOSTPORT-SETMARK",
            ])
        #expect(OwnRules.removalOfSharedChains(from: ["-P PREROUTING ACCEPT"]).isEmpty)
    }

    @Test func mappingsOfAllNetworksAreRead() {
        let mappings = OwnRules.mappings(in: Self.rules + Self.foreign)
        #expect(
            mappings.map { "\($0.port) \($0.network) \($0.container)" } == [
                "127.0.0.1:18080:8080/tcp em01234567 shop-1", "18081:53/udp em01234567 shop-1",
                "9000:80/tcp podman box",
            ])
    }
}
