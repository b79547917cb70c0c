import Foundation

/// The rules for what points at content (image-spec, descriptor.md and schema/content-descriptor.json).
enum DescriptorShapes {
    static let descriptor = Shape.object(properties, needs: "mediaType", "size", "digest").and(dataRule)

    /// An entry of an index, which says for which platform it is.
    ///
    /// The schema of an index doesn't say that an entry is a descriptor with all of its members; the prose does.
    static let entry = Shape.object(
        properties.merging([
            "platform": platform, "artifactType": ImageShapes.mediaType.because(of: .descriptorFields),
            "data": data.because(of: .descriptorFields),
        ]) { _, entry in entry }, needs: "mediaType", "size", "digest"
    ).and(dataRule)

    static let digest = Shape.string.and(.digest) { value in
        let text = value.string ?? ""
        guard Digest(text) == nil else { return nil }
        let name = text.split(separator: ":").first.map(String.init) ?? ""
        guard let algorithm = Digest.Algorithm(rawValue: name), let length = algorithm.hexLength else {
            return "\(value.kind) is no digest, ALGORITHM:ENCODED"
        }
        return "\(value.kind) is no digest: \(name) has \(length) digits from 0 to 9 and a to f"
    }

    private static let properties: [String: Shape] = [
        "mediaType": ImageShapes.mediaType, "artifactType": ImageShapes.mediaType,
        "size": size, "digest": digest, "annotations": .stringMap,
        "urls": .array(of: .string.and(.uri) { isURI($0.string ?? "") ? nil : "\($0.kind) is no URI, as https://…" }),
        "data": data,
    ]

    private static let data = Shape.string.and(.base64) {
        Data(base64Encoded: $0.string ?? "") == nil ? "it is no base64 (RFC 4648, section 4)" : nil
    }

    /// The schema's bounds are those of 64 bits as JavaScript rounds them, and in an index what is negative passes it.
    private static let size = Shape.whole(
        -9_223_372_036_854_776_000...9_223_372_036_854_776_000, as: "a whole number of bytes"
    ).within(0...Int128(Int64.max), .sizeRange)

    private static let platform = Shape.object(
        [
            "architecture": .string, "os": .string, "os.version": .string, "os.features": .strings,
            "variant": .string,
        ], needs: "architecture", "os")

    private static let dataRule: @Sendable (JSONValue, JSONPath, inout Shape.Problems) -> Void = {
        value, path, problems in
        guard let text = value["data"]?.string, let data = Data(base64Encoded: text), let size = value["size"]?.whole,
            size != data.count
        else { return }
        problems.append(
            .init(path: path.key("data"), message: "it has \(data.count) bytes, and size is \(size)", rule: .dataSize))
    }

    /// The beginning of RFC 3986's grammar: a scheme, and no character that a URI can't have.
    private static func isURI(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), let first = text.unicodeScalars.first,
            first.isASCII, first.properties.isAlphabetic
        else { return false }
        let scheme = text[..<colon].utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "+-.".utf8.contains(byte)
        }
        return scheme && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }
}
