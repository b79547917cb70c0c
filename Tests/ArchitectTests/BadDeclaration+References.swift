extension BadDeclaration {
    /// What is wrong with artefacts, configurations, mounts and dependencies.
    static let references: [BadDeclaration] = [
        BadDeclaration(
            "an artefact without an image",
            """
            kind: Artefact
            name: web
            """,
            """
            shop.yaml:1:1: this Artefact has neither 'image' nor 'nix'
              1 | kind: Artefact
                | ^
                = give 'image: oci:FOLDER:TAG', or 'nix: {source: FILE}'
            """),
        BadDeclaration(
            "a digest that is none",
            """
            kind: Artefact
            name: web
            image: oci:web
            imageDigest: sha256:abc
            sha256: ABC
            """,
            """
            shop.yaml:4:14: 'imageDigest' must be a digest such as sha256: and 64 lower-case hexadecimal digits, not 'sha256:abc'
              4 | imageDigest: sha256:abc
                |              ^
            shop.yaml:5:9: 'sha256' must be a digest such as sha256: and 64 lower-case hexadecimal digits, not 'ABC'
              5 | sha256: ABC
                |         ^
            2 errors
            """),
        BadDeclaration(
            "a parameter of an artefact",
            """
            kind: Artefact
            name: web
            image: oci:web
            imagename: web
            """,
            """
            shop.yaml:4:1: 'imagename' is no key of an Artefact
              4 | imagename: web
                | ^
                = did you mean 'imageName'?
            """),
        BadDeclaration(
            "an automaton without an artefact",
            """
            kind: Automaton
            name: shop
            """,
            """
            shop.yaml:1:1: this Automaton has no 'artefact' to run
              1 | kind: Automaton
                | ^
            """),
        BadDeclaration(
            "configures what can't be configured",
            """
            kind: Configuration
            name: quiet
            configures: [volume/state, web]
            """,
            """
            shop.yaml:3:14: 'configures' takes artefact/NAME or automaton/NAME, not 'volume/state'
              3 | configures: [volume/state, web]
                |              ^
            shop.yaml:3:28: 'configures' takes artefact/NAME or automaton/NAME, not 'web'
              3 | configures: [volume/state, web]
                |                            ^
            2 errors
            """),
        BadDeclaration(
            "configurations that are no list",
            """
            kind: Automaton
            name: shop
            artefact: web
            configurations: green
            """,
            """
            shop.yaml:4:17: 'configurations' must be a list, not 'green'
              4 | configurations: green
                |                 ^
            """),
        BadDeclaration(
            "a configuration named twice",
            """
            kind: Automaton
            name: shop
            artefact: web
            configurations: [green, green]
            """,
            """
            shop.yaml:4:25: the configuration 'green' is named twice
              4 | configurations: [green, green]
                |                         ^
            """),
        BadDeclaration(
            "a mount that is a name",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [state]
            """,
            """
            shop.yaml:4:11: an entry of 'volumes' must be a map of name, destination, readonly, not 'state'
              4 | volumes: [state]
                |           ^
            """),
        BadDeclaration(
            "a mount without a destination",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state}]
            """,
            """
            shop.yaml:4:11: this entry of 'volumes' has no 'destination'
              4 | volumes: [{name: state}]
                |           ^
            """),
        BadDeclaration(
            "a mount with an unknown key",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state, destination: /data, readOnly: true}]
            """,
            """
            shop.yaml:4:45: an entry of 'volumes' has no 'readOnly'
              4 | volumes: [{name: state, destination: /data, readOnly: true}]
                |                                             ^
                = did you mean 'readonly'?
            """),
        BadDeclaration(
            "a destination that is not absolute",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state, destination: data}]
            """,
            """
            shop.yaml:4:38: the destination 'data' must be an absolute path
              4 | volumes: [{name: state, destination: data}]
                |                                      ^
            """),
        BadDeclaration(
            "a destination that climbs",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state, destination: /data/../etc}]
            """,
            """
            shop.yaml:4:38: the destination '/data/../etc' must be a path without '.' and '..'
              4 | volumes: [{name: state, destination: /data/../etc}]
                |                                      ^
            """),
        BadDeclaration(
            "a destination that hides a system mount",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state, destination: /proc/self}]
            """,
            """
            shop.yaml:4:38: a volume at '/proc/self' would hide '/proc', which Emergence mounts itself
              4 | volumes: [{name: state, destination: /proc/self}]
                |                                      ^
            """),
        BadDeclaration(
            "a destination that hides the root",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: state, destination: //}]
            """,
            """
            shop.yaml:4:38: a volume can't be mounted on '/', where the artefact's own files are
              4 | volumes: [{name: state, destination: //}]
                |                                      ^
            """),
        BadDeclaration(
            "a destination used twice",
            """
            kind: Automaton
            name: shop
            artefact: web
            volumes: [{name: a, destination: /data}, {name: b, destination: /data/}]
            """,
            """
            shop.yaml:4:42: the volumes 'a' and 'b' have one destination, '/data'
              4 | volumes: [{name: a, destination: /data}, {name: b, destination: /data/}]
                |                                          ^
            """),
        BadDeclaration(
            "a dependency without an automaton",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {dependencies: [{alias: db}]}
            """,
            """
            shop.yaml:4:24: this entry of 'relay.dependencies' has no 'automaton'
              4 | relay: {dependencies: [{alias: db}]}
                |                        ^
            """),
        BadDeclaration(
            "two dependencies called the same",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {dependencies: [{automaton: a}, {automaton: b, alias: a}]}
            """,
            """
            shop.yaml:4:40: two dependencies are called 'a'
              4 | relay: {dependencies: [{automaton: a}, {automaton: b, alias: a}]}
                |                                        ^
                = give one an 'alias'
            """),
        BadDeclaration(
            "an alias that is no name",
            """
            kind: Automaton
            name: shop
            artefact: web
            relay: {dependencies: [{automaton: a, alias: The DB}]}
            """,
            """
            shop.yaml:4:46: 'T' can't be in the name 'The DB'; lower-case letters, digits and '-' can
              4 | relay: {dependencies: [{automaton: a, alias: The DB}]}
                |                                              ^
            """),
    ]
}
