import Foundation
import Glibc
import Nix
import NixStores
import Testing

@testable import Runtime

@Suite("An instance of a closure of store paths", .needsContainers, .serialized)
struct ClosureRootTests {
    @Test("sees exactly its closure, read-only and with mapped owners", arguments: InstanceTests.runtimes)
    func root(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let world = try StoreWorld(in: sandbox.state)
            let box = "/nix/store/\(world.box.baseName)/bin/busybox"
            let script = """
                B=\(box); $B ls / /nix /nix/store; $B cat /nix/store/\(world.file.baseName)
                $B readlink /nix/store/\(world.link.baseName); $B stat -c '%u:%g %i' $B
                $B test -e /nix/store/\(world.other.baseName) || echo hidden
                $B touch /nix/store/\(world.box.baseName)/new 2>/dev/null || echo read-only
                $B touch /written && echo writable; $B stat -c %a /tmp
                """
            for name in ["shop-1", "shop-2"] {
                var launch = sandbox.launch([box, "sh", "-c", script], name: name)
                launch.layers = []
                launch.closure = try world.view
                _ = try await sandbox.runner.create(launch)
                try await sandbox.runner.start(name)
                #expect(try await sandbox.exitCode(name) == 0)
            }
            let lines = try sandbox.output("shop-1")
            let paths = [world.box, world.file, world.link].map(\.baseName)
            let root = ["dev", "etc", "nix", "proc", "root", "run", "sys", "tmp", "var"]
            let status = try world.status(of: world.box, "/bin/busybox")
            #expect(
                lines.filter { !$0.isEmpty } == ["/:"] + root + ["/nix:", "store", "/nix/store:"] + paths
                    + ["text", world.box.baseName, "0:0 \(status.st_ino)", "hidden", "read-only", "writable", "1777"])
            // All instances have the same files.
            #expect(try sandbox.output("shop-2") == lines)
            #expect(!FileTree.exists("\(world.store.place(of: world.box))/new"))
        }
    }

    @Test("leaves no mount behind, whatever the kernel can do", arguments: LayerMapping.allCases)
    func tearDown(method: LayerMapping) throws {
        let state = StateDirectory("/tmp/emergence-closure-\(UUID().uuidString)")
        try state.create()
        defer {
            try? MountTable.detachAll(in: state.path)
            try? FileTree.remove(state.path)
        }
        let world = try StoreWorld(in: state)
        let bundle = state.instance("shop-1")
        try makeFolder(bundle, 0o711)
        let root = RootFilesystem(state: state, instance: "shop-1", mapping: IDMapping(base: 300_000), method: method)
        try root.prepare(layers: [], closure: try world.view, volumes: [], ephemeral: [])
        let mounted = "\(bundle)/rootfs/nix/store"
        let seen = try FileManager.default.contentsOfDirectory(atPath: mounted).sorted()
        #expect(seen == [world.box, world.file, world.link].map(\.baseName))
        #expect(try TextFile.read("\(mounted)/\(world.file.baseName)") == "text\n")
        for inside in ["", "/etc", "/nix/store", "/nix/store/\(world.link.baseName)"] {
            var status = stat()
            try checkErrno(lstat("\(bundle)/rootfs\(inside)", &status), "read", inside)
            #expect(status.st_uid == 300_000 && status.st_gid == 300_000)
        }
        // The skeleton is in memory: of the root, only what was written would be on the disk.
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(bundle)/upper") == [])
        #expect(try !FileManager.default.contentsOfDirectory(atPath: bundle).contains("store"))
        try root.tearDown()
        #expect(try MountTable.paths(in: state.path) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: bundle) == [])
        #expect(try world.status(of: world.box, "/bin/busybox").st_uid == 0)
    }
}

extension ClosureRootTests {
    @Test("has a path that is mounted into the store, as it is seen there")
    func mountedPath() throws {
        let state = StateDirectory("/tmp/emergence-closure-\(UUID().uuidString)")
        try state.create()
        defer {
            try? MountTable.detachAll(in: state.path)
            try? FileTree.remove(state.path)
        }
        let world = try StoreWorld(in: state)
        let mounted = try DetachedMount.inMemory(owner: 0)
        let place = world.store.place(of: world.box)
        try mounted.attach(at: place)
        try Data("mounted\n".utf8).write(to: URL(fileURLWithPath: "\(place)/text"))
        let bundle = state.instance("shop-1")
        try makeFolder(bundle, 0o711)
        let root = RootFilesystem(
            state: state, instance: "shop-1", mapping: IDMapping(base: 300_000), method: LayerMapping.detached)
        try root.prepare(layers: [], closure: try world.view, volumes: [], ephemeral: [])
        #expect(try TextFile.read("\(bundle)/rootfs/nix/store/\(world.box.baseName)/text") == "mounted\n")
        try root.tearDown()
        #expect(try TextFile.read("\(place)/text") == "mounted\n")
    }
}

/// A store with a folder, a file and a link, which are a closure, and one path more.
private struct StoreWorld {
    let store: LocalStore
    let box: StorePath
    let file: StorePath
    let link: StorePath
    let other: StorePath

    init(in state: StateDirectory) throws {
        store = LocalStore(root: state.path)
        let names = ["0", "1", "2", "3"].map { String(repeating: $0, count: 32) }
        box = try StorePath("\(names[0])-box")
        file = try StorePath("\(names[1])-file")
        link = try StorePath("\(names[2])-link")
        other = try StorePath("\(names[3])-other")
        let files = FileManager.default
        let bin = "\(store.place(of: box))/bin"
        try files.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try files.copyItem(atPath: "/usr/bin/busybox", toPath: "\(bin)/busybox")
        try Data("text\n".utf8).write(to: URL(fileURLWithPath: store.place(of: file)))
        try files.createSymbolicLink(atPath: store.place(of: link), withDestinationPath: box.baseName)
        try Data("secret\n".utf8).write(to: URL(fileURLWithPath: store.place(of: other)))
    }

    var view: ClosureView {
        get throws { try ClosureView(of: [box, file, link], in: store) }
    }

    func status(of path: StorePath, _ rest: String) throws -> stat {
        var status = stat()
        try checkErrno(lstat(store.place(of: path) + rest, &status), "read", path.baseName)
        return status
    }
}
