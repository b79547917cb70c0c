public import OCI

/// Why an image can't be taken from where it is.
public enum ImageError: Error, Hashable, Sendable {
    case badReference(String, reason: String)
    case registriesUnsupported(reference: String)
    /// The folder or archive is no image layout, with the reason.
    case notALayout(path: String, reason: String)
    /// The layout's version is one that this program doesn't know.
    case unknownLayoutVersion(path: String, version: String)
    case noSuchImage(String, path: String, available: [String])
    case ambiguous(path: String, available: [String])
    case noPlatform(Platform, available: [String])
    case missingBlob(Digest)
    /// The layout leaves a layer to whoever may distribute it, and it isn't fetched from there.
    case foreignBlob(Digest, urls: [String])
    case wrongDigest(expected: Digest, found: Digest)
    /// The blob can't be checked, so it isn't taken.
    case unknownAlgorithm(Digest)
    case wrongSize(Digest, expected: Int64, found: Int64)
    case badDocument(String, reason: String)
    /// The archive is no tar, or ends early.
    case badArchive(path: String, reason: String)
    /// The system refused to read.
    case unreadable(path: String, reason: String)

    /// Whether what was given is wrong, rather than that it can't be read.
    public var isBadInput: Bool {
        switch self {
        case .unreadable, .registriesUnsupported: false
        default: true
        }
    }
}

extension ImageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badReference(let text, let reason): "'\(text)' is no image reference: \(reason)"
        case .registriesUnsupported(let reference):
            "registries can't be read yet; copy the image first: skopeo copy \(reference) oci:./images/"
                + "\(Self.layoutName(of: reference))"
        case .notALayout(let path, let reason): "\(path) is no image layout: \(reason)"
        case .unknownLayoutVersion(let path, let version): "\(path) is a layout of version \(version); 1.0.0 is known"
        case .noSuchImage(let name, let path, let available):
            "there is no image '\(name)' in \(path); there is \(Self.list(available))"
        case .ambiguous(let path, let available):
            "\(path) holds several images; name one of \(Self.list(available))"
        case .noPlatform(let platform, let available):
            "the image has no manifest for \(platform); it has \(Self.list(available))"
        case .missingBlob(let digest): "the blob \(digest) is missing"
        case .foreignBlob(let digest, let urls):
            "the blob \(digest) is missing; it is to be had from \(Self.list(urls)), which isn't fetched from"
        case .wrongDigest(let expected, let found): "a blob should have the digest \(expected), and has \(found)"
        case .unknownAlgorithm(let digest):
            "the blob \(digest) can't be checked: sha256 and sha512 are known, \(digest.algorithm.rawValue) isn't"
        case .wrongSize(let digest, let expected, let found):
            "the blob \(digest) should have \(expected) bytes, and has \(found < 0 ? "more" : String(found))"
        case .badDocument(let document, let reason): "the \(document) is wrong: \(reason)"
        case .badArchive(let path, let reason): "\(path) can't be read as an archive: \(reason)"
        case .unreadable(let path, let reason): "\(path) can't be read: \(reason)"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    private static func layoutName(of reference: String) -> String {
        let last = reference.split(separator: "/").last.map(String.init) ?? "image:latest"
        return last.contains(":") ? last : last + ":latest"
    }
}
