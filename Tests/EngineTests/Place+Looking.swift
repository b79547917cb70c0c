import Foundation
import Processes
import Testing

extension Place {
    /// Every node but hosts and statuses, as JSON: what was declared and what follows from it.
    func graph() async throws -> [String] {
        let kinds = ["artefact", "configuration", "automaton", "volume", "instance", "layer", "imageManifest"]
        var nodes: [String] = []
        for kind in kinds {
            let text = try await expect(0, "get", kind, "-o", "json")
            let rows = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []
            for var row in rows {
                // The revision that wrote a node is another once it was taken back.
                row["revision"] = nil
                if var value = row["value"] as? [String: Any], var source = value["resolvedFrom"] as? [String: Any] {
                    source["revision"] = nil
                    value["resolvedFrom"] = source
                    row["value"] = value
                }
                let data = try JSONSerialization.data(withJSONObject: row, options: .sortedKeys)
                nodes.append("\(kind) \(String(decoding: data, as: UTF8.self))")
            }
        }
        return nodes
    }

    /// The files that outlive commands.
    func disk() -> [String] {
        ["blobs/sha256", "snapshots/sha256", "volumes", "tmp", "instances"].map {
            "\($0): \(names(in: $0).joined(separator: " "))"
        }
    }

    /// GETs a page; nil if nothing answers.
    func page(_ address: String) async throws -> String? {
        let result = try await command(["/usr/bin/curl", "--silent", "--max-time", "2", "http://\(address)/"]).result()
        return result.status == 0 ? result.output : nil
    }
}
