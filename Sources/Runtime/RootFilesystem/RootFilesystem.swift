import CLinux
import Glibc
import NixStores
import OCI

/// Everything of a bundle that is mounted or filled: `rootfs`, `volumes/*` and `ephemeral/*`.
struct RootFilesystem {
    let state: StateDirectory
    let instance: String
    let mapping: IDMapping
    let method: LayerMapping

    private var bundle: String { state.instance(instance) }

    /// Puts it together from snapshots, or from a closure of store paths; what an earlier attempt left must have been
    /// removed.
    func prepare(
        layers: [Digest], closure: ClosureView? = nil, volumes: [VolumeBinding], ephemeral: [EphemeralVolume]
    ) throws {
        let folders = try layers.map { digest in
            let folder = state.snapshot(digest)
            guard access(folder, F_OK) == 0 else { throw RuntimeError.missingSnapshot(digest) }
            return folder
        }
        let owners = method == .copied ? nil : try mapping.userNamespace()
        let root = closure.map(ClosureRoot.init)
        let skeleton = try root?.makeSkeleton(owner: mapping.base)
        try LayerStack(layers: folders, skeleton: skeleton, mapping: mapping, method: method, bundle: bundle)
            .mount(owners: owners)
        try root?.mount(in: bundle + "/rootfs", by: bundle + "/store", owners: owners)
        try mount(volumes, owners: owners)
        try seed(ephemeral)
    }

    /// Takes all mounts away and removes the folders; what isn't there is no error.
    ///
    /// Mount points are removed by rmdir(2) alone, which refuses a folder with a mount or anything else in it: a
    /// volume's files can't go with its mount point.
    func tearDown() throws {
        // A closure has hundreds of mounts in the root, which all go with it.
        _ = clinux_detach(bundle + "/rootfs")
        try MountTable.detachAll(in: bundle)
        try removeMountPoint(bundle + "/rootfs")
        try removeMountPoint(bundle + "/store")
        try FileTree.forEachName(in: bundle + "/volumes") { name throws(RuntimeError) in
            try removeMountPoint(bundle + "/volumes/" + name)
        }
        try removeMountPoint(bundle + "/volumes")
        for folder in ["upper", "work", "lower", "ephemeral"] {
            try FileTree.remove(bundle + "/" + folder)
        }
    }

    private func mount(_ volumes: [VolumeBinding], owners: OpenDescriptor?) throws {
        guard !volumes.isEmpty else { return }
        try makeFolder(bundle + "/volumes", 0o711)
        for binding in volumes {
            try checkName(binding.name)
            let volume = StateVolume(path: state.volume(binding.name))
            try volume.create(for: binding)
            try volume.mount(
                at: bundle + "/volumes/" + binding.name, mapping: mapping, owners: owners,
                readOnly: binding.readOnly)
        }
    }

    /// The image's files are seen with mapped owners already, so they are copied as they are.
    private func seed(_ ephemeral: [EphemeralVolume]) throws {
        guard !ephemeral.isEmpty else { return }
        try makeFolder(bundle + "/ephemeral", 0o711)
        let root = OpenDescriptor(try check(clinux_open_place(bundle + "/rootfs"), "open", bundle + "/rootfs"))
        for volume in ephemeral {
            try checkName(volume.name)
            let target = bundle + "/ephemeral/" + volume.name
            let answer = clinux_open_in_root(root.number, volume.destination, O_RDONLY | O_DIRECTORY)
            switch answer {
            case -ENOENT:
                try makeFolder(target, 0o755)
                try checkErrno(chown(target, mapping.base, mapping.base), "set the owner of", target)
            case -ENOTDIR: throw RuntimeError.notAFolder(path: volume.destination)
            default:
                let source = OpenDescriptor(try check(answer, "open", volume.destination))
                try TreeCopy(mapping: IDMapping(base: 0)).copy("/proc/self/fd/\(source.number)/.", to: target)
            }
        }
    }

    private func removeMountPoint(_ path: String) throws(RuntimeError) {
        if rmdir(path) != 0, errno != ENOENT {
            throw .system(operation: "remove", path: path, code: errno)
        }
    }
}
