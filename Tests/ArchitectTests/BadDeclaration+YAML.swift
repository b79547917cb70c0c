extension BadDeclaration {
    /// What is wrong with the YAML itself.
    static let yaml: [BadDeclaration] = [
        BadDeclaration(
            "a key given twice",
            """
            kind: Volume
            name: a
            name: b
            """,
            """
            shop.yaml:2:1: the key 'name' is given twice
              2 | name: a
                | ^
            """),
        BadDeclaration(
            "a tab that indents",
            """
            kind: Automaton
            name: shop
            artefact: web
            process:
            \tenv: [A=1]
            """,
            """
            shop.yaml:5:1: a tab can't indent YAML; use spaces
              5 | \tenv: [A=1]
                | ^
            """),
        BadDeclaration(
            "a tab that indents after spaces",
            """
            kind: Automaton
            name: shop
            artefact: web
            process:
              env:
              \t- A=1
            """,
            """
            shop.yaml:6:3: a tab can't indent YAML; use spaces
              6 |   \t- A=1
                |   ^
            """),
        BadDeclaration(
            "a bracket that is never closed",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: [A=1}
            """,
            """
            shop.yaml:4:20: this is no YAML: did not find expected ',' or ']' (while parsing a flow sequence)
              4 | process: {env: [A=1}
                |                    ^
            """),
        BadDeclaration(
            "a string that is never closed",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: ["A=1]}
            """,
            """
            shop.yaml:4:17: this is no YAML: found unexpected end of stream (while scanning a quoted scalar)
              4 | process: {env: ["A=1]}
                |                 ^
            """),
        BadDeclaration(
            "an alias without an anchor",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: *shared}
            """,
            """
            shop.yaml:4:16: this alias has no anchor before it
              4 | process: {env: *shared}
                |                ^
            """),
        BadDeclaration(
            "a merge key",
            """
            kind: Automaton
            name: shop
            artefact: web
            process:
              <<: {cwd: /}
            """,
            """
            shop.yaml:5:3: YAML's merge key '<<' is not read here
              5 |   <<: {cwd: /}
                |   ^
                = put what is shared into a Configuration and name it under 'configurations'
            """),
        BadDeclaration(
            "a tag",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {cwd: !path /srv}
            """,
            """
            shop.yaml:4:16: the tag '!path' is not read here
              4 | process: {cwd: !path /srv}
                |                ^
                = the parameter's type says what it is
            """),
        BadDeclaration(
            "a key that is a list",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {[a]: b}
            """,
            """
            shop.yaml:4:11: a key must be a name, not a list or a map
              4 | process: {[a]: b}
                |           ^
            """),
        BadDeclaration(
            "values too deep",
            """
            kind: Automaton
            name: shop
            artefact: web
            process: {env: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
            """,
            """
            shop.yaml:4:17: 'process.env' takes NAME=VALUE, not a list
              4 | process: {env: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
                |                 ^
            shop.yaml:4:78: values stand more than 64 deep inside each other
              4 | process: {env: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
                |                                                                              ^
            2 errors
            """),
    ]
}
