import OCI
import Relay
import Testing

@Suite struct PublishedPortTests {
    static let names = ["web": NamedPort(port: 8080), "dns": NamedPort(port: 53, transport: .udp)]

    @Test(arguments: [
        ("18080:8080", "18080:8080/tcp"), ("127.0.0.1:18080:8080/udp", "127.0.0.1:18080:8080/udp"),
        ("0.0.0.0:80:80", "80:80/tcp"), ("1:65535/sctp", "1:65535/sctp"), ("18080:web", "18080:8080/tcp"),
        ("53:dns", "53:53/udp"),
    ])
    func theShortFormIsRead(text: String, meaning: String) throws {
        #expect(try PublishedPort(text, names: Self.names).description == meaning)
    }

    @Test func theObjectFormIsRead() throws {
        let value: JSONValue = ["hostPort": 18080, "port": "web", "address": "127.0.0.1", "protocol": "udp"]
        #expect(
            try PublishedPort(value, names: Self.names)
                == PublishedPort(address: "127.0.0.1", hostPort: 18080, port: 8080, transport: .udp))
    }

    @Test(arguments: [
        ("8080", "give [ADDRESS:]HOSTPORT:PORT[/PROTOCOL]"), ("[::1]:80:80", "give [ADDRESS:]HOSTPORT"),
        ("0:80", "the host's port must be a number from 1 to 65535"), ("70000:80", "the host's port must be a number"),
        ("+1:80", "the host's port must be"), ("80:wev", "`wev` is neither a number from 1 to 65535 nor the name"),
        ("80:80/icmp", "the protocol must be tcp, udp or sctp"), ("256.0.0.1:80:80", "`256.0.0.1` is no IPv4 address"),
        ("80:80/tcp/udp", "give [ADDRESS:]HOSTPORT"), ("", "give [ADDRESS:]HOSTPORT"),
    ])
    func whatIsNoPublicationSaysWhy(text: String, reason: String) {
        let error = #expect(throws: RelayError.self) { try PublishedPort(text, names: Self.names) }
        #expect(error?.description.hasPrefix("`\(text)` can't be published: \(reason)") == true, "\(error as Any)")
    }

    @Test(
        arguments: [
            (["hostPort": 80], "hostPort and port must be given"),
            (["hostPort": 80, "port": 80, "prot": "udp"], "there is no `prot`"),
            (["hostPort": 80, "port": 80, "sourceRanges": ["10.0.0.0/8"]], "can't hold to sourceRanges"),
            (true, "give HOSTPORT:PORT, or an object"),
        ] as [(JSONValue, String)])
    func anObjectThatIsNoPublicationSaysWhy(value: JSONValue, reason: String) {
        let error = #expect(throws: RelayError.self) { try PublishedPort(value) }
        #expect(error?.description.contains(reason) == true, "\(error as Any)")
    }

    @Test(arguments: [
        ("80:1", "80:2", true), ("80:1", "127.0.0.1:80:2", true), ("127.0.0.1:80:1", "127.0.0.2:80:1", false),
        ("80:1", "81:1", false), ("80:1", "80:1/udp", false),
    ])
    func publicationsCollideWhereTheyWouldTakeTheSamePackets(one: String, other: String, collide: Bool) throws {
        let (one, other) = (try PublishedPort(one), try PublishedPort(other))
        #expect(one.collides(with: other) == collide)
        #expect(other.collides(with: one) == collide)
    }
}
