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
        case .attached: try mountAttached(owners)
        case .copied: try mountCopied()
        }
    }

    private func mountDetached(_ owners: OpenDescriptor?) throws(RuntimeError) {
        var overlay = try NewOverlay()
        for layer in lowers.reversed() {
            try overlay.addLower(DetachedMount(of: layer, owners: owners), path: layer)
        }
        try overlay.setUpper(bundle + "/upper", work: bundle + "/work")
        try overlay.setVolatile()
        try overlay.create().attach(at: bundle + "/rootfs")
    }

    /// Overlayfs keeps clones of its own of the lower mounts: those beside the root filesystem can go at once.
    private func mountAttached(_ owners: OpenDescriptor?) throws {
        let folder = bundle + "/lower"
        try makeFolder(folder, 0o700)
        defer { try? MountTable.detachAll(in: folder) }
        for (number, layer) in lowers.enumerated() {
            let target = "\(folder)/\(number)"
            try makeFolder(target, 0o700)
            try DetachedMount(of: layer, owners: owners).attach(at: target)
        }
        try mountNumbered(in: folder)
    }

    private func mountCopied() throws {
        let folder = bundle + "/lower"
        try makeFolder(folder, 0o700)
        for (number, layer) in lowers.enumerated() {
            try TreeCopy(mapping: mapping).copy(layer, to: "\(folder)/\(number)")
        }
        try mountNumbered(in: folder)
    }

    /// mount(2) takes a page of options: folders named by numbers, relative to the one that they are in, fit.
    private func mountNumbered(in folder: String) throws(RuntimeError) {
        let names = lowers.indices.reversed().map(String.init).joined(separator: ":")
        let parent = try OpenDescriptor(path: folder, O_RDONLY | O_DIRECTORY)
        let options = "lowerdir=\(names),upperdir=../upper,workdir=../work,volatile"
        let answer = clinux_mount_in(parent.number, "overlay", "../rootfs", options)
        try check(answer, "join the layers at", bundle + "/rootfs")
    }

    /// The layers; overlayfs needs at least one, so an image without any has an empty one.
    private var lowers: [String] { layers.isEmpty ? [bundle + "/none"] : layers }

    /// The folder that takes what is written is the root filesystem's root: it has the topmost layer's owner and mode.
    private func makeUpper() throws(RuntimeError) {
        if layers.isEmpty { try makeFolder(bundle + "/none", 0o755) }
        var status = stat()
        let top = lowers[lowers.count - 1]
        try checkErrno(stat(top, &status), "read", top)
        try makeFolder(bundle + "/rootfs", 0o755)
        try makeFolder(bundle + "/work", 0o700)
        let upper = bundle + "/upper"
        try makeFolder(upper, 0o755)
        let owner = (mapping.onHost(status.st_uid), mapping.onHost(status.st_gid))
        try checkErrno(chown(upper, owner.0, owner.1), "set the owner of", upper)
        try checkErrno(chmod(upper, status.st_mode & 0o7777), "set the mode of", upper)
    }
}
