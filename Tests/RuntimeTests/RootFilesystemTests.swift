import Foundation
import Glibc
import OCI
import Testing

@testable import Runtime

@Suite("A root filesystem", .needsRoot)
struct RootFilesystemTests {
    static let methods = LayerMapping.allCases

    @Test("shows its layers with mapped owners, whatever the kernel can do", arguments: methods)
    func mapped(method: LayerMapping) throws {
        try withBundle { state, bundle in
            let root = RootFilesystem(
                state: state, instance: "shop-1", mapping: IDMapping(base: 300_000), method: method)
            try root.prepare(
                layers: try SmallImage.write(to: state), volumes: [VolumeBinding(name: "data", user: 9)],
                ephemeral: [EphemeralVolume(name: "0", destination: "/cache"), .init(name: "1", destination: "/none")])
            let seed = try status(bundle + "/rootfs/cache/seed")
            #expect(seed.st_uid == 300_007)
            #expect(try status(bundle + "/rootfs").st_uid == 300_000)
            #expect(!FileTree.exists(bundle + "/rootfs/etc/deleted"))
            #expect(try TextFile.read(bundle + "/rootfs/etc/added") == "new\n")
            #expect(try status(bundle + "/volumes/data").st_uid == 300_009)
            #expect(try status(bundle + "/ephemeral/0/seed").st_uid == 300_007)
            #expect(try status(bundle + "/ephemeral/1").st_uid == 300_000)
            try root.tearDown()
            try root.tearDown()
            #expect(try MountTable.paths(in: state.path) == [])
            #expect(try FileManager.default.contentsOfDirectory(atPath: bundle) == [])
        }
    }

    @Test("joins 500 layers and says that 501 are too many", arguments: [LayerMapping.detached, .attached])
    func manyLayers(method: LayerMapping) throws {
        try withBundle { state, bundle in
            let layers = try (0..<501).map { number in
                let folder = "\(state.temporary)/\(number)"
                try makeFolder(folder, 0o755)
                try AtomicFile.write([], to: "\(folder)/file-\(number)")
                return folder
            }
            let mapping = IDMapping(base: 300_000)
            let owners = try mapping.userNamespace()
            func stack(_ count: Int) -> LayerStack {
                LayerStack(layers: Array(layers.prefix(count)), mapping: mapping, method: method, bundle: bundle)
            }
            #expect(throws: RuntimeError.tooManyLayers(501)) { try stack(501).mount(owners: owners) }
            try stack(500).mount(owners: owners)
            #expect(try FileManager.default.contentsOfDirectory(atPath: bundle + "/rootfs").count == 500)
            try MountTable.detachAll(in: bundle)
        }
    }

    @Test("never takes a volume's files with its mount point")
    func volumeSurvives() throws {
        try withBundle { state, bundle in
            let root = RootFilesystem(state: state, instance: "shop-1", mapping: IDMapping(base: 0), method: .copied)
            try makeFolder(bundle + "/volumes", 0o755)
            try makeFolder(bundle + "/volumes/data", 0o755)
            try AtomicFile.write([], to: bundle + "/volumes/data/file")
            #expect(throws: RuntimeError.self) { try root.tearDown() }
            #expect(FileTree.exists(bundle + "/volumes/data/file"))
        }
    }

    @Test("refuses an image whose own volume is a file")
    func volumeIsFile() throws {
        try withBundle { state, _ in
            let root = RootFilesystem(state: state, instance: "shop-1", mapping: IDMapping(base: 0), method: .detached)
            let layers = try SmallImage.write(to: state)
            #expect(throws: RuntimeError.notAFolder(path: "/etc/added")) {
                try root.prepare(
                    layers: layers, volumes: [], ephemeral: [EphemeralVolume(name: "0", destination: "/etc/added")])
            }
            try root.tearDown()
            #expect(try MountTable.paths(in: state.path) == [])
        }
    }

    @Test("gives a volume's files to another range and back where mounts can't map")
    func shiftedVolume() throws {
        try withBundle { state, bundle in
            let volume = StateVolume(path: state.volume("data"))
            try volume.create(for: VolumeBinding(name: "data", user: 3))
            try AtomicFile.write([], to: volume.path + "/file")
            try makeFolder(bundle + "/volumes", 0o755)
            let target = bundle + "/volumes/data"
            for base in [UInt32(300_000), 400_000] {
                try volume.mount(at: target, mapping: IDMapping(base: base), owners: nil, readOnly: false)
                #expect(try status(target).st_uid == base + 3)
                #expect(try status(target + "/file").st_uid == base)
                try MountTable.detachAll(in: target)
            }
            let owners = try IDMapping(base: 500_000).userNamespace()
            try volume.mount(at: target, mapping: IDMapping(base: 500_000), owners: owners, readOnly: true)
            #expect(try status(target).st_uid == 500_003)
            #expect(try status(volume.path).st_uid == 3)
            try MountTable.detachAll(in: target)
        }
    }

    private func withBundle(_ body: (StateDirectory, _ bundle: String) throws -> Void) throws {
        let state = StateDirectory("/tmp/emergence-root-\(UUID().uuidString)")
        try state.create()
        defer {
            try? MountTable.detachAll(in: state.path)
            try? FileTree.remove(state.path)
        }
        try makeFolder(state.volumes, 0o700)
        let bundle = state.instance("shop-1")
        try makeFolder(bundle, 0o711)
        try body(state, bundle)
    }

    private func status(_ path: String) throws -> stat {
        var status = stat()
        try checkErrno(lstat(path, &status), "read", path)
        return status
    }
}
