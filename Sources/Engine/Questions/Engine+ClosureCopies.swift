import ConfigurationGraph
import Files
public import Forge
import Foundation
import GraphStore
import Nix
import NixStores

/// What `closure` makes of a runtime closure, as a user says it.
public enum ClosureOrder: Hashable, Sendable {
    /// A chroot store in a folder.
    case store(String)
    /// A file for `nix-store --import`.
    case export(String)
    /// A binary cache at an address, whose paths the key in a file signs.
    case cache(String, keyFile: String?)
}

extension Engine {
    /// Makes the runtime closure of a Nix artefact, or of a store path, from its dependency nodes.
    ///
    /// - Throws: ``Failure`` when there is no such node, it is an image or a derivation, or a path isn't anywhere or isn't what the
    ///   graph says. What is whole by then stays.
    public func makeClosure(
        of name: String, _ order: ClosureOrder, events: @escaping EventHandler
    ) async throws -> MadeClosure {
        let id = try await resolveName(name, kinds: [.artefact])
        return try await reportingFailures {
            try requireRoot(to: "read stores of this machine")
            return try await forge.copyClosure(
                of: try await outputs(of: id), artefact: id.kind == .artefact ? id.name : nil,
                to: try target(of: order)
            ) {
                events(.copying(artefact: id.name, $0))
            }
        }
    }

    /// The store paths that a runtime closure begins at.
    private func outputs(of id: NodeID) async throws -> [String] {
        switch id.kind {
        case .storePath: return [id.name]
        case .derivation:
            throw Failure(
                .badInput, "\(id.name) is a derivation, and what it puts out is made",
                hint: "'emergence describe \(id.name)' names its outputs")
        default:
            if let nix = try await store.read({ try $0.value(Artefact.self, named: id.name)?.nix }) {
                return nix.outputs
            }
            throw Failure(
                .badInput, "\(id) is an image, and has no closure of store paths",
                hint: "'skopeo copy' copies images")
        }
    }

    private func target(of order: ClosureOrder) throws -> ClosureTarget {
        switch order {
        case .store(let folder): return .store(root: absolute(folder))
        case .export(let file): return .export(file: absolute(file))
        case .cache(let address, let keyFile):
            guard case .folder(let folder)? = CacheAddress(address) else {
                throw Failure(
                    .usage, "'\(address)' is no cache that can be written: give file:///FOLDER",
                    hint: "a web server can serve that folder as it is")
            }
            return .cache(CacheFolder(folder, key: try keyFile.map(secretKey)))
        }
    }

    private func secretKey(in file: String) throws -> SecretKey {
        guard let data = FileManager.default.contents(atPath: file) else { throw FileError("read", file, code: ENOENT) }
        do {
            return try SecretKey(
                String(decoding: data.prefix(4096), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw Failure(
                .badInput, "\(file) has no secret key: \(error)",
                hint: "'nix-store --generate-binary-cache-key NAME SECRET PUBLIC' makes one")
        }
    }

    private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
