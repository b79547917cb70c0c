import OCI

/// Where an image is to be had: a transport and a place, in skopeo's words (containers-transports(5)).
public struct ImageReference: Hashable, Sendable {
    /// What kind of place it is.
    public enum Transport: String, Hashable, Sendable, CaseIterable {
        /// A folder with an image layout: `oci:DIR[:TAG]`.
        case layout = "oci"
        /// An image layout in a tar file: `oci-archive:FILE[:TAG]`.
        case layoutArchive = "oci-archive"
        /// What `docker save` writes: `docker-archive:FILE[:NAME:TAG]`.
        case dockerArchive = "docker-archive"
    }

    public let transport: Transport
    /// The folder or file.
    public var path: String
    /// The image's name in it: a tag of a layout, `NAME:TAG` of a docker-archive; nil for the only one.
    public let image: String?

    /// Parses a reference.
    ///
    /// - Throws: ``ImageError/badReference(_:reason:)``, and ``ImageError/registriesUnsupported(reference:)`` for
    ///   `docker://`.
    public init(parsing text: String) throws {
        if text.hasPrefix("docker://") { throw ImageError.registriesUnsupported(reference: text) }
        guard let colon = text.firstIndex(of: ":") else {
            throw ImageError.badReference(text, reason: "it names no transport, such as oci:DIR:TAG")
        }
        guard let transport = Transport(rawValue: String(text[..<colon])) else {
            let known = Transport.allCases.map(\.rawValue).joined(separator: ", ")
            throw ImageError.badReference(
                text,
                reason: "'\(text[..<colon])' is no transport (known: \(known)); an image of a registry is copied "
                    + "first, as by 'skopeo copy docker://\(text) oci:./image:1'")
        }
        let place = text[text.index(after: colon)...]
        // The path ends at the first colon, as skopeo has it.
        let end = place.firstIndex(of: ":") ?? place.endIndex
        guard end > place.startIndex else { throw ImageError.badReference(text, reason: "it names no path") }
        let rest = end < place.endIndex ? String(place[place.index(after: end)...]) : nil
        guard rest != "" else { throw ImageError.badReference(text, reason: "nothing follows the last colon") }
        self.transport = transport
        path = String(place[..<end])
        image = rest
    }

    /// The tag alone.
    public var tag: String? {
        switch transport {
        case .layout, .layoutArchive: image
        case .dockerArchive: image.flatMap(Self.split).map(\.tag)
        }
    }

    /// The image's name without a tag: what the reference names, else the last part of the path.
    public var imageName: String {
        if transport == .dockerArchive, let image { return Self.split(image)?.name ?? image }
        var name = path.split(separator: "/").last.map(String.init) ?? "image"
        for suffix in [".tar.gz", ".tgz", ".tar"] where name.hasSuffix(suffix) && name.count > suffix.count {
            name.removeLast(suffix.count)
        }
        return name
    }

    /// What an artefact of this image is called unless a name is given: a DNS label made of the image's name.
    public var suggestedName: String {
        let last = imageName.split(separator: "/").last ?? "image"
        let label = last.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let trimmed = String(label).trimmingDashes.prefix(63)
        return trimmed.isEmpty ? "image" : String(trimmed).trimmingDashes
    }

    /// `NAME:TAG`, where the colon of a registry's port isn't the tag's.
    static func split(_ image: String) -> (name: String, tag: String)? {
        guard let colon = image.lastIndex(of: ":"), !image[colon...].contains("/") else { return nil }
        return (String(image[..<colon]), String(image[image.index(after: colon)...]))
    }
}

extension ImageReference: CustomStringConvertible {
    public var description: String { "\(transport.rawValue):\(path)" + (image.map { ":\($0)" } ?? "") }
}

extension String {
    fileprivate var trimmingDashes: String {
        String(drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed())
    }
}
