import OCI

extension Catalogue {
    /// Networks and names.
    static let relay: [Parameter] = ports + policies + networks

    private static let ports: [Parameter] = [
        .relays(
            "ports",
            .list(
                .object(
                    [
                        "name": .string, "containerPort": .integer(1...65535),
                        "protocol": .choice(["tcp", "udp", "sctp"]),
                        "appProtocol": .choice(["http", "http2", "grpc", "tls", "raw"]),
                    ], required: ["containerPort"])),
            .computed("the image's ExposedPorts"), "The ports that it listens on."),
        .relays(
            "publish", .list(.publishedPort), .value([]),
            "Ports of the host that lead to it: [ADDRESS:]HOSTPORT:PORT[/PROTOCOL], or an object of them."),
        .operators(
            "relay.dependencies",
            .list(.object(["automaton": .string, "alias": .string, "startOrder": .bool], required: ["automaton"])),
            default: .value([]), component: .relay, stage: .deploy, kinds: [.automaton],
            doc: "The automatons that it calls by name; it starts when they are ready, unless startOrder is false."),
        .relays(
            "hosts", .list(.object(["ip": .string, "names": .list(.string)], required: ["ip", "names"])), .value([]),
            "Further lines of its /etc/hosts."),
        .plans("serviceName", .string, .computed("the automaton's name"), "The name that others call it by."),
        .plans("addressFamily", .choice(["ipv4", "ipv6", "dual"]), .value("dual"), "Which addresses it has."),
    ]

    private static let policies: [Parameter] = [
        .relays(
            "loadBalancing", .choice(["roundRobin", "leastRequests", "latency"]), .value("roundRobin"),
            "Which instance a request goes to; on one host, latency is as leastRequests."),
        .relays(
            "sessionAffinity", .choice(["none", "clientAddress"]), .value("none"),
            "Whether one client's requests go to one instance."),
        .plans(
            "policy.ingress", .list(.string), .computed("the automatons that depend on it"),
            "Who may call it: automatons, or ranges of addresses."),
        .plans(
            "policy.egress", .list(.string), .computed("the automatons that it depends on"),
            "Whom it may call: automatons, or ranges of addresses."),
        .plans(
            "bandwidth.ingress", .integer(1000...Int64.max), .omitted, "The most that it receives, in bits a second."),
        .plans("bandwidth.egress", .integer(1000...Int64.max), .omitted, "The most that it sends, in bits a second."),
        .relays("timeout", .duration, .omitted, "How long a request to it may take, in seconds."),
        .relays(
            "proxyProtocol", .bool, .value(false),
            "Whether requests come through a load balancer that tells the client's address by the PROXY protocol."),
        .relays("retries", .integer(0...100), .value(0), "How often a request that failed is tried again."),
    ]

    private static let networks: [Parameter] = [
        .decides(
            "virtualAddress", .form(.address), .computed("allocated"), "The address that stands for all instances."),
        .decides("mtls", .bool, .value(true), "Whether automatons prove to each other who they are."),
        .gives("network", .string, .computed("the host's bridge"), "The network that it is in."),
        .gives("netnsPath", .path, .computed("in the state directory, by its name"), "Its network namespace."),
        .gives("interface", .string, .value("eth0"), "Its network device, inside."),
        .gives("mtu", .integer(576...65_535), .computed("the bridge's"), "The longest packet, in bytes."),
        .gives("dns.servers", .list(.form(.address)), .computed("the host's"), "Who it asks for names."),
        .gives("dns.search", .list(.string), .computed("the host's"), "The domains that names are looked for in."),
        .gives("dns.options", .list(.string), .value([]), "How it asks (resolv.conf(5))."),
    ]
}

extension Parameter {
    fileprivate static func relays(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String, hasEffect: Bool = true
    ) -> Parameter {
        .operators(
            "relay.\(name)", type, default: `default`, component: .relay, stage: .deploy, hasEffect: hasEffect,
            doc: doc)
    }

    fileprivate static func plans(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .relays(name, type, `default`, doc, hasEffect: false)
    }

    fileprivate static func decides(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences(
            "relay.\(name)", type, default: `default`, component: .relay, by: "relay", stage: .deploy,
            kinds: [.automaton, .configuration], hasEffect: false, doc: doc)
    }

    fileprivate static func gives(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences(
            "relay.\(name)", type, default: `default`, component: .relay, by: "relay", kinds: [.instance], doc: doc)
    }
}
