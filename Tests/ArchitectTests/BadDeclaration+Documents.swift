extension BadDeclaration {
    /// What is wrong with a document's kind and name.
    static let documents: [BadDeclaration] = [
        BadDeclaration(
            "nothing",
            "",
            """
            shop.yaml:1:1: this file declares nothing; declare something in it, or leave it away; 'emergence delete' \
            deletes what a set declared
            """),
        BadDeclaration(
            "nothing but comments and empty documents",
            """
            # kind: Volume
            ---
            ---
            # name: shop-state
            """,
            """
            shop.yaml:1:1: this file declares nothing
              1 | # kind: Volume
                | ^
                = declare something in it, or leave it away; 'emergence delete' deletes what a set declared
            """),
        BadDeclaration(
            "no map",
            """
            - kind: Volume
            """,
            """
            shop.yaml:1:1: a document must be a map with 'kind' and 'name', not a list
              1 | - kind: Volume
                | ^
            """),
        BadDeclaration(
            "no kind",
            """
            name: shop
            """,
            """
            shop.yaml:1:1: this document has no 'kind'
              1 | name: shop
                | ^
                = it is one of Artefact, Configuration, Volume, Secret, Automaton, Host
            """),
        BadDeclaration(
            "an unknown kind",
            """
            kind: Automation
            name: shop
            """,
            """
            shop.yaml:1:7: 'Automation' is no kind
              1 | kind: Automation
                |       ^
                = did you mean 'Automaton'?
            """),
        BadDeclaration(
            "a kind in lower case",
            """
            kind: automaton
            name: shop
            """,
            """
            shop.yaml:1:7: 'automaton' is no kind
              1 | kind: automaton
                |       ^
                = did you mean 'Automaton'?
            """),
        BadDeclaration(
            "a kind like no other",
            """
            kind: Deployment
            name: shop
            """,
            """
            shop.yaml:1:7: 'Deployment' is no kind
              1 | kind: Deployment
                |       ^
                = it is one of Artefact, Configuration, Volume, Secret, Automaton, Host
            """),
        BadDeclaration(
            "a secret's value",
            """
            kind: Secret
            name: password
            value: hunter2
            """,
            """
            shop.yaml:3:1: a secret's value can't stand in a declaration, which is kept and shown as it is; put it into \
            a file and give 'file: ./NAME', or give 'stdin: true'
            """),
        BadDeclaration(
            "a secret's value under another key, which isn't shown",
            """
            kind: Secret
            name: password
            valeu: hunter2
            """,
            """
            shop.yaml:3:1: 'valeu' is no key of a Secret
            """),
        BadDeclaration(
            "a secret with two sources",
            """
            kind: Secret
            name: password
            file: ./password
            stdin: true
            """,
            """
            shop.yaml:4:8: a Secret takes its value from 'file' or from 'stdin', not from both
            """),
        BadDeclaration(
            "no name",
            """
            kind: Volume
            """,
            """
            shop.yaml:1:1: this Volume has no 'name'
              1 | kind: Volume
                | ^
            """),
        BadDeclaration(
            "an empty name",
            """
            kind: Volume
            name:
            """,
            """
            shop.yaml:2:1: this Volume has no 'name'
              2 | name:
                | ^
            """),
        BadDeclaration(
            "a name that is a list",
            """
            kind: Volume
            name: [a]
            """,
            """
            shop.yaml:2:7: 'name' must be a word, not a list
              2 | name: [a]
                |       ^
            """),
        BadDeclaration(
            "a name with a capital letter",
            """
            kind: Volume
            name: Shop
            """,
            """
            shop.yaml:2:7: 'S' can't be in the name 'Shop'; lower-case letters, digits and '-' can
              2 | name: Shop
                |       ^
            """),
        BadDeclaration(
            "a name with an odd character",
            """
            kind: Volume
            name: café
            """,
            """
            shop.yaml:2:7: 'é' can't be in the name 'café'; lower-case letters, digits and '-' can
              2 | name: café
                |       ^
            """),
        BadDeclaration(
            "a name that starts with a hyphen",
            """
            kind: Volume
            name: -shop
            """,
            """
            shop.yaml:2:7: the name '-shop' must start and end with a letter or digit
              2 | name: -shop
                |       ^
            """),
        BadDeclaration(
            "a name that is too long",
            """
            kind: Volume
            name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            """,
            """
            shop.yaml:2:7: the name 'aaaaaaaaaaaaaaaaaaaaaaaa…' has 64 characters; 63 at the most
              2 | name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                |       ^
            """),
        BadDeclaration(
            "a host's name with an empty label",
            """
            kind: Host
            name: node..example
            """,
            """
            shop.yaml:2:7: the name 'node..example' must start and end with a letter or digit
              2 | name: node..example
                |       ^
            """),
        BadDeclaration(
            "a name declared twice",
            """
            kind: Volume
            name: state
            ---
            kind: Volume
            name: state
            """,
            """
            shop.yaml:5:7: a Volume 'state' is declared already, at shop.yaml:2
              5 | name: state
                |       ^
            """),
    ]
}
