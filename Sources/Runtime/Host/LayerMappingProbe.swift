import Foundation
import Glibc

/// Finds by trying how layers can get mapped owners: it depends on the kernel and on the state directory's file system.
struct LayerMappingProbe {
    let state: StateDirectory
    /// The kernel's release, for which the answer is kept.
    let kernel: String

    /// The best method that works.
    func bestMethod() throws -> LayerMapping {
        let answer = "\(state.run)/layer-mapping-\(kernel)"
        if let known = TextFile.trimmed(answer).flatMap(LayerMapping.init) { return known }
        let found = LayerMapping.allCases.first { $0 == .copied || works($0) } ?? .copied
        try AtomicFile.write(found.rawValue.utf8, to: answer, mode: 0o600)
        return found
    }

    /// Joins an empty layer for made-up owners and looks whose its root is.
    private func works(_ method: LayerMapping) -> Bool {
        let bundle = "\(state.temporary)/probe-\(getpid())-\(UUID().uuidString)"
        defer {
            try? MountTable.detachAll(in: bundle)
            try? FileTree.remove(bundle)
        }
        do {
            let mapping = IDMapping(base: 100_000)
            let layer = bundle + "/layer"
            try makeFolder(bundle, 0o700)
            try makeFolder(layer, 0o755)
            try makeFolder(layer + "/inner", 0o755)
            let stack = LayerStack(layers: [layer], mapping: mapping, method: method, bundle: bundle)
            try stack.mount(owners: try mapping.userNamespace())
            var status = stat()
            try checkErrno(stat(bundle + "/rootfs/inner", &status), "read", bundle)
            return status.st_uid == mapping.base
        } catch {
            return false
        }
    }
}
