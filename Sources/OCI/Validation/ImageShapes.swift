/// The rules for an image's documents (image-spec, schema/*.json).
enum ImageShapes {
    static let layout = Shape.object(
        ["imageLayoutVersion": .word(ImageLayout.version)], needs: "imageLayoutVersion")

    static let manifest = Shape.object(
        [
            "schemaVersion": .whole(2...2), "mediaType": mediaType, "artifactType": mediaType,
            "config": DescriptorShapes.descriptor, "subject": DescriptorShapes.descriptor,
            "layers": .array(of: DescriptorShapes.descriptor, atLeast: 1), "annotations": .stringMap,
        ], needs: "schemaVersion", "config", "layers"
    ).and(.emptyConfig) { value in
        value["config"]?["mediaType"]?.string == "application/vnd.oci.empty.v1+json" && value["artifactType"] == nil
            ? "an empty config needs artifactType" : nil
    }

    static let index = Shape.object(
        [
            "schemaVersion": .whole(2...2), "mediaType": mediaType, "artifactType": mediaType,
            "subject": DescriptorShapes.descriptor, "manifests": .array(of: DescriptorShapes.entry),
            "annotations": .stringMap,
        ], needs: "schemaVersion", "manifests")

    static let configuration = Shape.object(
        [
            "created": time, "author": .string, "architecture": .string, "variant": .string, "os": .string,
            "os.version": .string, "os.features": .strings, "config": execution,
            "rootfs": .object(
                ["diff_ids": .array(of: DescriptorShapes.digest), "type": .word("layers")],
                needs: "diff_ids", "type"),
            "history": .array(
                of: .object([
                    "created": time, "author": .string, "created_by": .string, "comment": .string,
                    "empty_layer": .bool,
                ])),
        ], needs: "architecture", "os", "rootfs")

    private static let execution = Shape.object([
        "User": .string, "ExposedPorts": ports, "Env": .array(of: .variable), "Entrypoint": Shape.strings.orNull,
        "Cmd": Shape.strings.orNull, "Volumes": Shape.map(of: .object()).orNull, "WorkingDir": .string,
        "Labels": Shape.stringMap.orNull, "StopSignal": .string, "ArgsEscaped": .bool,
    ])

    private static let ports = Shape.map(of: .object()).and { value, path, problems in
        for key in (value.object ?? [:]).keys.sorted() where !isPort(key) {
            problems.append(
                .init(path: path.key(key), message: "the key is not PORT, PORT/tcp or PORT/udp", rule: .port))
        }
    }

    private static func isPort(_ key: String) -> Bool {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, first.allSatisfy({ $0.isASCII && $0.isNumber }), UInt16(first) != nil else {
            return false
        }
        return parts.count == 1 || (parts.count == 2 && ["tcp", "udp", "sctp"].contains(parts[1]))
    }

    /// The grammar of RFC 6838, section 4.2.
    static let mediaType = Shape.text("a media type, as text/plain") { text in
        let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { name in
                (1...127).contains(name.count) && isLetterOrDigit(name.first ?? 0)
                    && name.dropFirst().allSatisfy { isLetterOrDigit($0) || "!#$&^_.+-".utf8.contains($0) }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static let time = Shape.text("a time of RFC 3339, as 2026-01-31T12:00:00Z", RFC3339.isTime)
}
