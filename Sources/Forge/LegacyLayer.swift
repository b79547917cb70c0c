import Foundation
import OCI
import OCIImages

/// A layer in docker's format before 1.10, where each layer was an image with a parent.
struct LegacyLayer {
    let id: String
    let diffID: Digest
    /// The layer's own document.
    let json: String

    /// What the top layer's document takes from the image's configuration.
    private static let taken = [
        "architecture", "config", "container", "container_config", "created", "docker_version", "os",
    ]

    /// The layers of an image, lowest first. An id is the digest of the layer's document with its chain id in it.
    static func chain(of diffIDs: [Digest], configuration: Data) throws -> [LegacyLayer] {
        let members = RawJSON.members(of: Array(configuration))
        var layers: [LegacyLayer] = []
        var chain = ""
        for (index, diffID) in diffIDs.enumerated() {
            var document: [String: String] = [:]
            if let parent = layers.last { document["parent"] = "\"\(parent.id)\"" }
            if index == diffIDs.count - 1 {
                for name in taken { document[name] = members[name] ?? "null" }
            }
            chain = chain.isEmpty ? "\(diffID)" : digest(of: "\(chain) \(diffID)")
            document["layer_id"] = "\"\(chain)\""
            let id = String(digest(of: text(of: document)).dropFirst("sha256:".count))
            document["layer_id"] = nil
            document["id"] = "\"\(id)\""
            layers.append(LegacyLayer(id: id, diffID: diffID, json: text(of: document)))
        }
        return layers
    }

    private static func text(of document: [String: String]) -> String {
        "{" + document.keys.sorted().map { "\"\($0)\":\(document[$0] ?? "null")" }.joined(separator: ",") + "}"
    }

    private static func digest(of text: String) -> String {
        ContentHasher.digest(of: Data(text.utf8)).map(\.description) ?? ""
    }
}

/// The members of a JSON object as text: what is hashed must be as Go's encoder passes it on, member order included,
/// which no decoder keeps.
enum RawJSON {
    /// The members of an object by name, each without white space and with `<`, `>` and `&` escaped as Go does.
    static func members(of bytes: [UInt8]) -> [String: String] {
        var members: [String: String] = [:]
        var (name, value): ([UInt8]?, [UInt8]) = (nil, [])
        var (depth, inString, escaped) = (0, false, false)
        for byte in bytes {
            if inString {
                value += html[byte] ?? [byte]
                if escaped { escaped = false } else if byte == UInt8(ascii: "\\") { escaped = true }
                else if byte == UInt8(ascii: "\"") { inString = false }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > 1 { value.append(byte) }
            case UInt8(ascii: ":") where depth == 1: (name, value) = (value, [])
            case UInt8(ascii: "}") where depth == 1, UInt8(ascii: ",") where depth == 1:
                if let key = name { members[unquoted(key)] = String(decoding: value, as: UTF8.self) }
                (name, value) = (nil, [])
                if byte == UInt8(ascii: "}") { depth -= 1 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                value.append(byte)
            default:
                if byte == UInt8(ascii: "\"") { (inString, escaped) = (true, false) }
                value.append(byte)
            }
        }
        return members
    }

    private static let html: [UInt8: [UInt8]] = [
        UInt8(ascii: "<"): Array("\\u003c".utf8), UInt8(ascii: ">"): Array("\\u003e".utf8),
        UInt8(ascii: "&"): Array("\\u0026".utf8),
    ]

    private static func unquoted(_ name: [UInt8]) -> String {
        String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
    }
}
