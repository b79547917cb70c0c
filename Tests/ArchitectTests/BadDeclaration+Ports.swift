extension BadDeclaration {
    /// What is wrong with published ports.
    static let ports: [BadDeclaration] = [
        BadDeclaration(
            "a published port out of range",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {publish: [{hostPort: 70000, port: 80}]}
            """,
            """
            shop.yaml:4:30: 'relay.publish[0].hostPort' must be a whole number from 1 to 65535, not '70000'
              4 | relay: {publish: [{hostPort: 70000, port: 80}]}
                |                              ^
            """),
        BadDeclaration(
            "a published port that is none",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {publish: [8080, "80:http:80", "80:80/icmp", "80:Web"]}
            """,
            """
            shop.yaml:4:19: 'relay.publish[0]' must be [ADDRESS:]HOSTPORT:PORT[/PROTOCOL], not '8080'
              4 | relay: {publish: [8080, "80:http:80", "80:80/icmp", "80:Web"]}
                |                   ^
            shop.yaml:4:25: 'relay.publish[1]' must have a host's port from 1 to 65535, not 'http'
              4 | relay: {publish: [8080, "80:http:80", "80:80/icmp", "80:Web"]}
                |                         ^
            shop.yaml:4:39: 'relay.publish[2]' must have the protocol tcp, udp, sctp, not 'icmp'
              4 | relay: {publish: [8080, "80:http:80", "80:80/icmp", "80:Web"]}
                |                                       ^
            shop.yaml:4:53: 'relay.publish[3]' must lead to a port from 1 to 65535 or a name of 'relay.ports', not 'Web'
              4 | relay: {publish: [8080, "80:http:80", "80:80/icmp", "80:Web"]}
                |                                                     ^
            4 errors
            """),
        BadDeclaration(
            "a host port published twice by one",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {publish: ["80:80", "80:81"]}
            """,
            """
            shop.yaml:4:18: the host's port 80/tcp is published twice
              4 | relay: {publish: ["80:80", "80:81"]}
                |                  ^
            """),
        BadDeclaration(
            "a host port published twice by two",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {publish: ["80:80"]}
            ---
            kind: Automaton
            name: stock
            artefact: web
            relay: {publish: [{hostPort: 80, port: 80}]}
            """,
            """
            shop.yaml:9:18: the host's port 80/tcp is published already by automaton/shop
              9 | relay: {publish: [{hostPort: 80, port: 80}]}
                |                  ^
            """),
    ]
}
