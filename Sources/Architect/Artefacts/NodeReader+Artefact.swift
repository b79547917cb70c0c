import ConfigurationGraph
import OCI

/// Reads what an artefact is forged from.
extension NodeReader {
    /// The declaration; nil where it was found wrong.
    mutating func artefact(_ document: Document, _ keys: DocumentKeys) -> ArtefactDeclaration? {
        let image = keys.structure["image"].flatMap { $0.isNull ? nil : $0 }
        let nix = keys.given.filter { $0.key.hasPrefix("nix.") }.values
        guard let first = nix.min(by: { $1.isAfter($0) }) else {
            guard let image else {
                findings.note(
                    "this Artefact has neither 'image' nor 'nix'",
                    hint: "give 'image: oci:FOLDER:TAG', or 'nix: {source: FILE}'", at: document.location)
                return nil
            }
            return self.image(image, keys).map {
                ArtefactDeclaration(name: document.name, origin: .image($0), location: document.location)
            }
        }
        if let image {
            findings.note(
                "an Artefact is an 'image' or made by 'nix', not both",
                at: image.location.isAfter(first) ? image.location : first)
            return nil
        }
        for key in ["imageName", "imageDigest", "sha256"] {
            guard let value = keys.structure[key], !value.isNull else { continue }
            findings.note("'\(key)' is for images, and this Artefact is made by 'nix'", at: value.location)
        }
        return origin(keys, at: first).map {
            ArtefactDeclaration(name: document.name, origin: $0, location: document.location)
        }
    }

    private mutating func image(_ given: YAMLValue, _ keys: DocumentKeys) -> ImageOrigin? {
        guard let image = text(given, of: "image") else { return nil }
        return ImageOrigin(
            reference: image, baseFolder: folder,
            imageName: keys.structure["imageName"].flatMap { text($0, of: "imageName") },
            imageDigest: keys.structure["imageDigest"].flatMap { digest($0, of: "imageDigest") },
            sha256: keys.structure["sha256"].flatMap { digest($0, of: "sha256", algorithm: .sha256) },
            location: given.location)
    }

    private mutating func origin(_ keys: DocumentKeys, at first: SourceLocation) -> ArtefactDeclaration.Origin? {
        let given = keys.given
        if given["nix.cache"] == nil, given["nix.path"] == nil {
            guard given["nix.source"] != nil else {
                findings.note(
                    "'nix' has no 'source'", hint: "give a Nix file, a folder that has one, or a store path", at: first)
                return nil
            }
            return nixOrigin(keys).map { .nix($0) }
        }
        for key in ["nix.cache", "nix.path"] where given[key] == nil {
            findings.note("'nix' has no '\(key.dropFirst(4))', as one with a cache needs", at: first)
            return nil
        }
        for name in ["source", "attribute", "arguments", "debug", "store"] {
            guard let location = given["nix.\(name)"] else { continue }
            findings.note("'nix.\(name)' is for what is built, and this comes from a cache", at: location)
        }
        return cacheOrigin(keys).map { .cache($0) }
    }

    private mutating func nixOrigin(_ keys: DocumentKeys) -> NixOrigin? {
        let before = findings.diagnostics.count
        guard let source = word("nix.source", keys) else { return nil }
        let isStorePath = source.hasPrefix("/nix/store/") && !source.dropFirst("/nix/store/".count).contains("/")
        for name in ["attribute", "arguments", "debug", "timeout"] where isStorePath {
            guard let location = keys.given["nix.\(name)"] else { continue }
            findings.note("'nix.\(name)' is for a Nix file, and the source is a store path", at: location)
        }
        let arguments = arguments(keys)
        let debug = (keys["nix.debug"] ?? keys["forge.debug"])?.value.bool ?? false
        let (attribute, store) = (word("nix.attribute", keys), word("nix.store", keys))
        guard findings.diagnostics.count == before else { return nil }
        return NixOrigin(
            source: absolute(source), attribute: attribute, arguments: arguments, debug: debug && !isStorePath,
            store: store.map { absolute($0) }, timeout: isStorePath ? nil : timeout(keys), locations: keys.locations,
            location: keys.locations["nix.source"] ?? SourceLocation(file: "", line: 1, column: 1))
    }

    private mutating func cacheOrigin(_ keys: DocumentKeys) -> CacheOrigin? {
        guard let path = word("nix.path", keys), let cache = word("nix.cache", keys) else { return nil }
        return CacheOrigin(
            path: path, cache: cache.contains("://") ? cache : absolute(cache),
            trustedKeys: (keys["forge.trustedPublicKeys"]?.value.array ?? []).compactMap(\.string),
            unsigned: keys["forge.requireSigs"]?.value.bool == false, timeout: timeout(keys),
            locations: keys.locations,
            location: keys.locations["nix.path"] ?? SourceLocation(file: "", line: 1, column: 1))
    }

    private func timeout(_ keys: DocumentKeys) -> Duration? {
        (keys["nix.timeout"] ?? keys["forge.timeout"]).flatMap { Quantity.seconds($0.value) }
            .flatMap { $0 > 0 ? .seconds($0) : nil }
    }

    /// A parameter's text, which must not be empty; nil where none is given.
    private mutating func word(_ parameter: String, _ keys: DocumentKeys) -> String? {
        guard let setting = keys[parameter], let text = setting.value.string else { return nil }
        if !text.isEmpty { return text }
        findings.note("'\(parameter)' must be a word, not nothing", at: setting.location)
        return nil
    }

    /// The function's arguments; one that is nothing isn't given.
    private mutating func arguments(_ keys: DocumentKeys) -> [String: JSONValue] {
        guard let setting = keys["nix.arguments"] else { return [:] }
        let given = (setting.value.object ?? [:]).filter { $0.value != .null }
        for name in given.keys.sorted() {
            if name == "debug" {
                findings.note("the argument 'debug' is what 'nix.debug' gives", at: setting.location)
            } else if !Self.isArgumentName(name) {
                findings.note("'\(name)' can't be the name of a Nix function's argument", at: setting.location)
            }
        }
        return given
    }

    /// Whether a text is one of Nix's identifiers (Nix, `libexpr/lexer.l`).
    private static func isArgumentName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isLetter(_ byte: UInt8) -> Bool { byte < 0x80 && Character(UnicodeScalar(byte)).isLetter }
        guard let first = bytes.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return bytes.allSatisfy { byte in
            isLetter(byte) || byte < 0x80 && Character(UnicodeScalar(byte)).isNumber || "_'-".utf8.contains(byte)
        }
    }
}

extension SourceLocation {
    /// Whether it stands after another in the same file.
    fileprivate func isAfter(_ other: SourceLocation) -> Bool { (line, column) > (other.line, other.column) }
}
