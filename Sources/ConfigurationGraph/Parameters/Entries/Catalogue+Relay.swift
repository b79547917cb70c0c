import OCI

extension Catalogue {
    /// Networks and names.
    static let relay: [Parameter] = [
        .operators(
            "relay.ports",
            .list(
                .object([
                    "name": .string, "containerPort": .integer(1...65535), "protocol": .choice(["tcp", "udp", "sctp"]),
                ])),
            default: .computed("the image's ExposedPorts"), component: .relay, doc: "The ports that it listens on."),
        .operators(
            "relay.publish", .list(.publishedPort), default: .value([]), component: .relay,
            doc: "Ports of the host that lead to it: [ADDRESS:]HOSTPORT:PORT[/PROTOCOL], or an object of them."),
        .operators(
            "relay.dependencies", .list(.object(["automaton": .string, "alias": .string, "startOrder": .bool])),
            default: .value([]), component: .relay, kinds: [.automaton],
            doc: "The automatons that it calls by name; it starts when they are ready, unless startOrder is false."),
        .operators(
            "relay.hosts", .list(.object(["ip": .string, "names": .list(.string)])), default: .value([]),
            component: .relay, doc: "Further lines of its /etc/hosts."),
    ]
}
