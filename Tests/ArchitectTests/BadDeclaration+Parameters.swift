extension BadDeclaration {
    /// What is wrong with parameters.
    static let parameters: [BadDeclaration] = [
        BadDeclaration(
            "an unknown key",
            """
            kind: Automaton
            name: shop
            artefact: web
            configuratoins: [green]
            """,
            """
            shop.yaml:4:1: 'configuratoins' is no key of an Automaton
              4 | configuratoins: [green]
                | ^
                = did you mean 'configurations'?
            """),
        BadDeclaration(
            "a parameter's last word as a key",
            """
            kind: Automaton
            name: shop
            artefact: web
            env: [LOG=warn]
            """,
            """
            shop.yaml:4:1: 'env' is no key of an Automaton
              4 | env: [LOG=warn]
                | ^
                = did you mean 'process.env'?
            """),
        BadDeclaration(
            "an unknown parameter",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {evn: [COLOUR=green]}
            """,
            """
            shop.yaml:4:11: unknown parameter 'process.evn'
              4 | process: {evn: [COLOUR=green]}
                |           ^
                = did you mean 'process.env'?
            """),
        BadDeclaration(
            "an unknown key of a volume",
            """
            kind: Volume
            name: state
            sise: 1GiB
            """,
            """
            shop.yaml:3:1: 'sise' is no key of a Volume
              3 | sise: 1GiB
                | ^
                = did you mean 'size'?
            """),
        BadDeclaration(
            "a parameter of another kind",
            """
            kind: Volume
            name: state
            relay: {publish: ["80:80"]}
            """,
            """
            shop.yaml:3:9: a Volume can't give 'relay.publish'
              3 | relay: {publish: ["80:80"]}
                |         ^
                = it belongs to a Configuration or an Automaton
            """),
        BadDeclaration(
            "a parameter in a section that is no map",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: httpd
            """,
            """
            shop.yaml:4:10: 'process' must be a map of parameters, not 'httpd'
              4 | process: httpd
                |          ^
            """),
        BadDeclaration(
            "a parameter given twice",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {cwd: /a}
            process.cwd: /b
            """,
            """
            shop.yaml:5:1: 'process.cwd' is given twice
              5 | process.cwd: /b
                | ^
            """),
        BadDeclaration(
            "an Encapsulated parameter",
            """
            kind: Automaton
            name: shop
            artefact: web
            root: {path: /srv}
            """,
            """
            shop.yaml:4:8: 'root.path' is Encapsulated: it is defined from within Emergence (it is always rootfs)
              4 | root: {path: /srv}
                |        ^
                = leave it out
            """),
        BadDeclaration(
            "an Encapsulated parameter that a rule computes",
            """
            kind: Automaton
            name: shop
            artefact: web
            process:
              user: {uid: 1000}
            """,
            """
            shop.yaml:5:3: 'process.user' is Encapsulated: it is defined from within Emergence (the image's own User, else 0:0)
              5 |   user: {uid: 1000}
                |   ^
                = leave it out
            """),
        BadDeclaration(
            "an Encapsulated member of an object",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {capabilities: {add: [CAP_CHOWN], bounding: [CAP_KILL]}}
            """,
            """
            shop.yaml:4:44: 'process.capabilities.bounding' is Encapsulated: it is defined from within Emergence
              4 | process: {capabilities: {add: [CAP_CHOWN], bounding: [CAP_KILL]}}
                |                                            ^
                = leave it out
            """),
        BadDeclaration(
            "a text where a list is wanted",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {args: httpd}
            """,
            """
            shop.yaml:4:17: 'process.args' must be a list, each a text, not 'httpd'
              4 | process: {args: httpd}
                |                 ^
            """),
        BadDeclaration(
            "a list where a text is wanted",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {cwd: [/srv]}
            """,
            """
            shop.yaml:4:16: 'process.cwd' must be an absolute path without '.' or '..', not a list
              4 | process: {cwd: [/srv]}
                |                ^
            """),
        BadDeclaration(
            "a map where a list of strings is wanted",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: {LOG: warn}}
            """,
            """
            shop.yaml:4:16: 'process.env' must be a list of NAME=VALUE, not a map
              4 | process: {env: {LOG: warn}}
                |                ^
            """),
        BadDeclaration(
            "a variable without a value",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: [LOG]}
            """,
            """
            shop.yaml:4:17: 'process.env' takes NAME=VALUE, not 'LOG'
              4 | process: {env: [LOG]}
                |                 ^
            """),
        BadDeclaration(
            "a nothing in a list",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {args: [httpd, ~]}
            """,
            """
            shop.yaml:4:25: 'process.args[1]' must be a text, not nothing
              4 | process: {args: [httpd, ~]}
                |                         ^
            """),
        BadDeclaration(
            "a Boolean of YAML 1.1",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {noNewPrivileges: on}
            """,
            """
            shop.yaml:4:28: 'process.noNewPrivileges' must be true or false, not 'on'
              4 | process: {noNewPrivileges: on}
                |                            ^
            """),
        BadDeclaration(
            "a Boolean in quotes",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {noNewPrivileges: "true"}
            """,
            """
            shop.yaml:4:28: 'process.noNewPrivileges' must be true or false, not 'true'
              4 | process: {noNewPrivileges: "true"}
                |                            ^
                = write it without quotes
            """),
        BadDeclaration(
            "a number out of range",
            """
            kind: Automaton
            name: shop
            artefact: web
            overwatch: {readiness: {port: 70000}}
            """,
            """
            shop.yaml:4:31: 'overwatch.readiness.port' must be a whole number from 1 to 65535, not '70000'
              4 | overwatch: {readiness: {port: 70000}}
                |                               ^
            """),
        BadDeclaration(
            "a number with a leading zero",
            """
            kind: Automaton
            name: shop
            artefact: web
            overwatch: {readiness: {port: 0777}}
            """,
            """
            shop.yaml:4:31: 'overwatch.readiness.port' must be a whole number from 1 to 65535, not '0777'
              4 | overwatch: {readiness: {port: 0777}}
                |                               ^
            """),
        BadDeclaration(
            "a word that is no choice",
            """
            kind: Automaton
            name: shop
            artefact: web
            overwatch: {restart: {policy: onfailure}}
            """,
            """
            shop.yaml:4:31: 'overwatch.restart.policy' must be one of always, onFailure, never, not 'onfailure'
              4 | overwatch: {restart: {policy: onfailure}}
                |                               ^
                = did you mean 'onFailure'?
            """),
        BadDeclaration(
            "a length that is none",
            """
            kind: Automaton
            name: shop
            artefact: web
            orchestrator: {resources: {memory: {limit: much}}}
            """,
            """
            shop.yaml:4:44: 'orchestrator.resources.memory.limit' must be a length such as 1048576, 256MiB or 1GB, not 'much'
              4 | orchestrator: {resources: {memory: {limit: much}}}
                |                                            ^
            """),
        BadDeclaration(
            "a time span that is none",
            """
            kind: Automaton
            name: shop
            artefact: web
            overwatch: {readiness: {interval: soon}}
            """,
            """
            shop.yaml:4:35: 'overwatch.readiness.interval' must be a time span such as 500ms, 10s, 5m or 1h, not 'soon'
              4 | overwatch: {readiness: {interval: soon}}
                |                                   ^
            """),
        BadDeclaration(
            "a signal that is none",
            """
            kind: Automaton
            name: shop
            artefact: web
            orchestrator: {stop: {signal: SIGNAL}}
            """,
            """
            shop.yaml:4:31: 'orchestrator.stop.signal' must be a signal's name or number, such as SIGTERM or 15, not 'SIGNAL'
              4 | orchestrator: {stop: {signal: SIGNAL}}
                |                               ^
            """),
        BadDeclaration(
            "a path that is not absolute",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {cwd: srv}
            """,
            """
            shop.yaml:4:16: 'process.cwd' must be an absolute path without '.' or '..', not 'srv'
              4 | process: {cwd: srv}
                |                ^
            """),
        BadDeclaration(
            "an unknown member of an object",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {capabilities: {ad: [CAP_CHOWN]}}
            """,
            """
            shop.yaml:4:26: 'process.capabilities' has no 'ad'
              4 | process: {capabilities: {ad: [CAP_CHOWN]}}
                |                          ^
                = did you mean 'add'?
            """),
    ]
}
