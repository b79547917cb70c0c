import Glibc

/// What Nix is to build: an attribute of a file's expression, called with arguments.
public struct NixExpression: Hashable, Sendable {
    /// An argument of the expression's function.
    public struct Argument: Hashable, Sendable {
        public var name: String
        /// A Nix expression; a text as it is, if `isText`.
        public var value: String
        public var isText: Bool

        public init(name: String, value: String, isText: Bool = false) {
            self.name = name
            self.value = value
            self.isText = isText
        }
    }

    /// The file's path, from the root.
    public var file: String
    /// The path of an attribute; nil for the expression itself.
    public var attribute: String?
    public var arguments: [Argument]
    /// Whether the function's own argument `debug` is true.
    public var debug: Bool

    public init(file: String, attribute: String? = nil, arguments: [Argument] = [], debug: Bool = false) {
        self.file = file
        self.attribute = attribute
        self.arguments = arguments
        self.debug = debug
    }

    /// The file that a path means: the file itself, or a folder's `release.nix`, else its `default.nix`.
    ///
    /// - Throws: ``NixForgeError/noSource(_:)``, ``NixForgeError/noExpression(folder:)``.
    public static func file(at path: String) throws -> String {
        guard let found = kind(of: path) else { throw NixForgeError.noSource(path) }
        guard found == S_IFDIR else { return path }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let files = ["release.nix", "default.nix"].map { folder + $0 }
        guard let file = files.first(where: { kind(of: $0) != nil }) else {
            throw NixForgeError.noExpression(folder: path)
        }
        return file
    }

    /// What tells its artefact's source, and which other artefacts come from the same: all but the `debug`.
    public var source: String {
        ([file] + words(with: arguments)).joined(separator: " ")
    }

    /// The same without `debug`.
    var original: NixExpression {
        var copy = self
        copy.debug = false
        return copy
    }

    /// The words of `nix-instantiate` that say it. A file's path from the root can't be taken for an option.
    var words: [String] {
        [file] + words(with: arguments + (debug ? [Argument(name: "debug", value: "true")] : []))
    }

    /// The words of `nix-instantiate --eval` for attributes of what it stands for.
    func words(of attributes: [String]) -> [String] {
        var inner = self
        inner.attribute = nil
        return inner.words + attributes.flatMap { ["-A", [attribute, $0].compactMap(\.self).joined(separator: ".")] }
    }

    /// The names on the way to the attribute; one in quotes may have dots (Nix, `libexpr/attr-path.cc`).
    var attributePath: [String] {
        var names: [String] = []
        var name = ""
        var isQuoted = false
        for character in attribute ?? "" {
            switch character {
            case "\"": isQuoted.toggle()
            case "." where !isQuoted:
                names.append(name)
                name = ""
            default: name.append(character)
            }
        }
        return name.isEmpty ? names : names + [name]
    }

    /// A text as a string of Nix's language (Nix manual, "Data Types").
    public static func literal(_ text: String) -> String {
        let escaped = text.flatMap { ["\\", "\"", "$"].contains($0) ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }

    /// The text that a string of Nix's language stands for, where ``literal(_:)`` wrote it; nil for all else.
    static func text(ofLiteral literal: some StringProtocol) -> String? {
        var text = ""
        var isEscaped = false
        for character in literal.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return Self.literal(text) == literal ? text : nil
    }

    private func words(with arguments: [Argument]) -> [String] {
        (attribute.map { ["-A", $0] } ?? [])
            + arguments.flatMap { [$0.isText ? "--argstr" : "--arg", $0.name, $0.value] }
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
