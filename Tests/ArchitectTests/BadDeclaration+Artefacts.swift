extension BadDeclaration {
    /// What is wrong with what artefacts are forged from.
    static let artefacts: [BadDeclaration] = [
        BadDeclaration(
            "an artefact that is an image and made by Nix too",
            """
            kind: Artefact
            name: web
            image: oci:web
            nix: {source: ./release.nix}
            """,
            """
            shop.yaml:4:15: an Artefact is an 'image' or made by 'nix', not both
              4 | nix: {source: ./release.nix}
                |               ^
            """),
        BadDeclaration(
            "a Nix artefact without a source",
            """
            kind: Artefact
            name: web
            nix: {attribute: web}
            """,
            """
            shop.yaml:3:18: 'nix' has no 'source'
              3 | nix: {attribute: web}
                |                  ^
                = give a Nix file, a folder that has one, or a store path
            """),
        BadDeclaration(
            "a Nix artefact whose source is no text",
            """
            kind: Artefact
            name: web
            nix: {source: [a]}
            """,
            """
            shop.yaml:3:15: 'nix.source' must be a text, not a list
              3 | nix: {source: [a]}
                |               ^
            """),
        BadDeclaration(
            "a source that is empty",
            """
            kind: Artefact
            name: web
            nix: {source: ""}
            """,
            """
            shop.yaml:3:15: 'nix.source' must be a word, not nothing
              3 | nix: {source: ""}
                |               ^
            """),
        BadDeclaration(
            "a debug that is no truth value",
            """
            kind: Artefact
            name: web
            nix: {source: ./x.nix, debug: maybe}
            """,
            """
            shop.yaml:3:31: 'nix.debug' must be true or false, not 'maybe'
              3 | nix: {source: ./x.nix, debug: maybe}
                |                               ^
            """),
        BadDeclaration(
            "arguments that are a list",
            """
            kind: Artefact
            name: web
            nix: {source: ./x.nix, arguments: [a]}
            """,
            """
            shop.yaml:3:35: 'nix.arguments' must be a map, not a list
              3 | nix: {source: ./x.nix, arguments: [a]}
                |                                   ^
            """),
        BadDeclaration(
            "arguments that no function has",
            """
            kind: Artefact
            name: web
            nix: {source: ./x.nix, arguments: {a b: 1, debug: true}}
            """,
            """
            shop.yaml:3:35: 'a b' can't be the name of a Nix function's argument
              3 | nix: {source: ./x.nix, arguments: {a b: 1, debug: true}}
                |                                   ^
            shop.yaml:3:35: the argument 'debug' is what 'nix.debug' gives
              3 | nix: {source: ./x.nix, arguments: {a b: 1, debug: true}}
                |                                   ^
            2 errors
            """),
        BadDeclaration(
            "a store path with an attribute",
            """
            kind: Artefact
            name: web
            nix: {source: /nix/store/8vic3w7g6h9zn26i7148avh9zrnjpl7r-a, attribute: a}
            """,
            """
            shop.yaml:3:73: 'nix.attribute' is for a Nix file, and the source is a store path
              3 | nix: {source: /nix/store/8vic3w7g6h9zn26i7148avh9zrnjpl7r-a, attribute: a}
                |                                                                         ^
            """),
        BadDeclaration(
            "a cache without a path",
            """
            kind: Artefact
            name: web
            nix: {cache: ./cache}
            """,
            """
            shop.yaml:3:14: 'nix' has no 'path', as one with a cache needs
              3 | nix: {cache: ./cache}
                |              ^
            """),
        BadDeclaration(
            "a cache that builds",
            """
            kind: Artefact
            name: web
            nix: {cache: ./cache, path: /nix/store/a, source: ./x.nix}
            """,
            """
            shop.yaml:3:51: 'nix.source' is for what is built, and this comes from a cache
              3 | nix: {cache: ./cache, path: /nix/store/a, source: ./x.nix}
                |                                                   ^
            """),
        BadDeclaration(
            "an image's digest of what Nix builds",
            """
            kind: Artefact
            name: web
            nix: {source: ./x.nix}
            sha256: abc
            """,
            """
            shop.yaml:4:9: 'sha256' is for images, and this Artefact is made by 'nix'
              4 | sha256: abc
                |         ^
            """),
        BadDeclaration(
            "a Nix parameter that is unknown",
            """
            kind: Artefact
            name: web
            nix: {sauce: ./x.nix}
            """,
            """
            shop.yaml:1:1: this Artefact has neither 'image' nor 'nix'
              1 | kind: Artefact
                | ^
                = give 'image: oci:FOLDER:TAG', or 'nix: {source: FILE}'
            shop.yaml:3:7: unknown parameter 'nix.sauce'
              3 | nix: {sauce: ./x.nix}
                |       ^
                = did you mean 'nix.source'?
            2 errors
            """),
        BadDeclaration(
            "a Nix parameter that is found out",
            """
            kind: Artefact
            name: web
            nix: {source: ./x.nix, outputs: [/a]}
            """,
            """
            shop.yaml:3:24: 'nix.outputs' is Encapsulated: it is defined from within Emergence (the artefact's outputs when the instance is resolved)
              3 | nix: {source: ./x.nix, outputs: [/a]}
                |                        ^
                = leave it out
            """),
    ]
}
