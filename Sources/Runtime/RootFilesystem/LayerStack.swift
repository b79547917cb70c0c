import CLinux
import Glibc
import OCI

/// The layers of a root filesystem, joined by overlayfs, with a folder on top that takes what is written.
///
/// What is written is gone with the container, after a power cut too: so nothing waits for it to be on the disk
/// (overlayfs's `volatile`, Linux 5.10). What must last is in volumes, which aren't part of this.
public struct LayerStack: Sendable {
    /// The most lower folders that overlayfs takes.
    public static let mostLayers = 500

    /// The snapshots' folders, the lowest first.
    let layers: [String]
    /// What lies on the layers, with the host's owners already; nil for nothing.
    var skeleton: DetachedMount?
    let mapping: IDMapping
    let method: LayerMapping
    /// The bundle, in which `upper`, `work` and, while layers are mounted or copied, `lower` are.
    let bundle: String

    /// Mounts the stack at the bundle's `rootfs`.
    func mount(owners: OpenDescriptor?) throws {
        guard layers.count <= Self.mostLayers else { throw RuntimeError.tooManyLayers(layers.count) }
        try makeUpper()
        switch method {
        case .detached: try mountDetached(owners)
        case .attached:
            try mountNumbered { layer, target in
                try makeFolder(target, 0o700)
                try DetachedMount(of: layer, owners: owners).attach(at: target)
            }
        case .copied: try mountNumbered { try TreeCopy(mapping: mapping).copy($0, to: $1) }
        }
    }

    private func mountDetached(_ owners: OpenDescriptor?) throws(RuntimeError) {
        var overlay = try NewOverlay()
        if let top = try top { try overlay.addLower(top, path: "skeleton") }
        for layer in layers.reversed() {
            try overlay.addLower(DetachedMount(of: layer, owners: owners), path: layer)
        }
        try overlay.setUpper(bundle + "/upper", work: bundle + "/work")
        try overlay.setVolatile()
        try overlay.create().attach(at: bundle + "/rootfs")
    }

    /// mount(2) takes a page of options: folders named by numbers, relative to the one that they are in, fit.
    ///
    /// Overlayfs keeps clones of its own of the lower mounts: those beside the root filesystem can go at once.
    ///
    /// - Parameter place: puts a layer at a path.
    private func mountNumbered(_ place: (String, String) throws -> Void) throws {
        let folder = bundle + "/lower"
        try makeFolder(folder, 0o700)
        defer { try? MountTable.detachAll(in: folder) }
        var count = 0
        for layer in layers {
            try place(layer, "\(folder)/\(count)")
            count += 1
        }
        if let top = try top {
            try makeFolder("\(folder)/\(count)", 0o700)
            try top.attach(at: "\(folder)/\(count)")
            count += 1
        }
        let names = (0..<count).reversed().map(String.init).joined(separator: ":")
        let parent = try OpenDescriptor(path: folder, O_RDONLY | O_DIRECTORY)
        let options = "lowerdir=\(names),upperdir=../upper,workdir=../work,volatile"
        let answer = clinux_mount_in(parent.number, "overlay", "../rootfs", options)
        try check(answer, "join the layers at", bundle + "/rootfs")
    }

    /// What lies on the layers; overlayfs needs at least one, so an image without any has an empty one.
    private var top: DetachedMount? {
        get throws(RuntimeError) {
            if skeleton == nil, layers.isEmpty { return try .inMemory(owner: mapping.base) }
            return skeleton
        }
    }

    /// The folder that takes what is written is the root filesystem's root: it has the topmost layer's owner and mode.
    private func makeUpper() throws(RuntimeError) {
        try makeFolder(bundle + "/rootfs", 0o755)
        try makeFolder(bundle + "/work", 0o700)
        let upper = bundle + "/upper"
        try makeFolder(upper, 0o755)
        guard skeleton == nil, let layer = layers.last else {
            try checkErrno(chown(upper, mapping.base, mapping.base), "set the owner of", upper)
            return
        }
        var status = stat()
        try checkErrno(stat(layer, &status), "read", layer)
        let owner = (mapping.onHost(status.st_uid), mapping.onHost(status.st_gid))
        try checkErrno(chown(upper, owner.0, owner.1), "set the owner of", upper)
        try checkErrno(chmod(upper, status.st_mode & 0o7777), "set the mode of", upper)
    }
}
