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
