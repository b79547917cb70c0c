import ConfigurationGraph
import Exchange
import Forge
import Foundation
import GraphStore
import ImageFixtures
import Nix
import NixStores
import OCI
import OCIImages
import Processes
import Testing

/// One host hands out what it has, another takes it.
@Suite("A host's content")
struct ContentServerTests {
    /// Two state directories, one graph, and an image that was forged in the first, from a layout that is gone.
    private struct TwoHosts {
        let folder: TemporaryFolder
        let store = InMemoryGraphStore()
        let manifest: Digest
        let layers: [Digest]

        init() async throws {
            folder = try TemporaryFolder()
            let layout = try LayoutBuilder(path: folder.path("web"))
            let contents = ["base", "top"].map { name in
                LayoutBuilder.Layer(
                    TarBuilder.archive { $0.file("\(name)/text", String(repeating: name, count: 99_999)) })
            }
            try layout.add(tag: "1.0", layers: contents)
            let forged = try await Forge(state: folder.path("first"), store: store).image(
                try ImageReference(parsing: "oci:\(layout.path):1.0"), author: "test")
            manifest = try #require(forged.manifest)
            layers = try contents.map { try LayoutBuilder.digest($0.blob) }
            try FileManager.default.removeItem(atPath: layout.path)
        }

        var server: ContentServer { ContentServer(blobs: folder.path("first/blobs"), stores: []) }

        func second(asking peers: [String]) -> Forge {
            Forge(state: folder.path("second"), store: store, peers: { peers })
        }

        var snapshots: [String] { folder.listing(of: "second/snapshots").filter { $0.hasSuffix("/text") } }

        func blob(_ layer: Digest) -> String { folder.path("first/blobs/sha256/\(layer.hex)") }
    }

    @Test("goes to a host that lacks an image's layers, also where another doesn't answer")
    func layers() async throws {
        let hosts = try await TwoHosts()
        let done: Bool? = try await serving(hosts.server) { address in
            // Nothing listens at port 1.
            try await hosts.second(asking: ["http://127.0.0.1:1", address]).unpack(manifest: hosts.manifest)
            return true
        }
        #expect(done == true)
        #expect(hosts.snapshots.count == 2)
        #expect(hosts.folder.listing(of: "second/nix/var/emergence/downloads") == [])
    }

    @Test("is compared with what was asked for, and what is something else is as nothing")
    func damaged() async throws {
        let hosts = try await TwoHosts()
        let layer = try #require(hosts.layers.first)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: hosts.blob(layer)))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: hosts.blob(layer)))
        let done: Bool? = try await serving(hosts.server) { address in
            let asked = [address, "oci:\(hosts.folder.path("web")):1.0"]
            await #expect(throws: ForgeError.nowhere(layer, asked: asked)) {
                try await hosts.second(asking: [address]).unpack(manifest: hosts.manifest)
            }
            return true
        }
        #expect(done == true)
        #expect(hosts.snapshots == [])
        #expect(!FileManager.default.fileExists(atPath: hosts.folder.path("second/blobs/sha256/\(layer.hex)")))
    }

    @Test("comes from where the image was forged from, if no host has it")
    func origin() async throws {
        let folder = try TemporaryFolder()
        let store = InMemoryGraphStore()
        let layout = try LayoutBuilder(path: folder.path("web"))
        try layout.add(tag: "1.0", layers: [LayoutBuilder.Layer(TarBuilder.archive { $0.file("text", "here") })])
        let forged = try await Forge(state: folder.path("first"), store: store).image(
            try ImageReference(parsing: "oci:\(layout.path):1.0"), author: "test")
        try await Forge(state: folder.path("second"), store: store).unpack(manifest: try #require(forged.manifest))
        #expect(folder.listing(of: "second/snapshots").contains { $0.hasSuffix("/text") })
    }

    /// The status of an answer whose body goes into a file.
    private static func ask(_ file: String, _ url: String, _ options: String...) async throws -> String {
        try await Command(
            "curl", ["--silent", "--output", file, "--write-out", "%{http_code}"] + options + [url]
        ).result().output
    }

    @Test("may be asked for in parts, and is for reading alone")
    func protocolOf() async throws {
        let hosts = try await TwoHosts()
        let layer = try #require(hosts.layers.first)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: hosts.blob(layer)))
        let done: Bool? = try await serving(hosts.server) { (address: String) async throws -> Bool in
            let file = hosts.folder.path("answer")
            let blob = "\(address)/blobs/sha256/\(layer.hex)"
            #expect(try await Self.ask(file, blob) == "200")
            #expect(FileManager.default.contents(atPath: file) == bytes)
            #expect(try await Self.ask(file, blob, "--range", "10-") == "206")
            #expect(FileManager.default.contents(atPath: file) == bytes.dropFirst(10))
            #expect(try await Self.ask(file, blob, "--range", "\(bytes.count)-") == "416")
            #expect(try await Self.ask(file, blob, "--request", "PUT") == "405")
            #expect(try await Self.ask(file, "\(address)/blobs/sha256/\(String(repeating: "0", count: 64))") == "404")
            #expect(try await Self.ask(file, "\(address)/graph.sqlite") == "404")
            #expect(try await Self.ask(file, "\(address)/nix/nix-cache-info") == "200")
            return true
        }
        #expect(done == true)
    }

    @Test("of store paths is what any binary cache has, and comes archive by archive")
    func storePaths() async throws {
        let folder = try TemporaryFolder()
        let first = LocalStore(root: folder.path("first"))
        let name = "cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2"
        let path = try StorePath(name)
        try FileManager.default.createDirectory(
            atPath: "\(first.folder)/\(name)/share", withIntermediateDirectories: true)
        let text = String(repeating: "a line of text\n", count: 100_000)
        try text.write(toFile: "\(first.folder)/\(name)/share/text", atomically: true, encoding: .utf8)
        var hasher = StreamHasher()
        try first.archive(of: path) { hasher.update($0) }
        let info = StorePathInfo(path: path, narHash: hasher.hash(), narSize: UInt64(hasher.count))
        _ = try await ClosureCopy(from: KnownPaths([info], from: [first])).copy(
            [path], to: LocalStore(root: folder.path("served")))
        let served = LocalStore(root: folder.path("served"))
        let server = ContentServer(blobs: folder.path("blobs"), stores: [served])
        let second = LocalStore(root: folder.path("second"))
        let copied: Int? = try await serving(server) { address in
            let cache = BinaryCache(.server("\(address)/nix"), trust: .anyone, downloads: folder.path("downloads"))
            return try await ClosureCopy(from: cache).copy([path], to: second).copied
        }
        #expect(copied == 1)
        try second.verify(info)
    }

    @Test("isn't handed out at an address that isn't the host's, or that is taken")
    func badAddress() async throws {
        let server = ContentServer(blobs: "/nonexistent", stores: [])
        await #expect(throws: ContentServerError.noAddress("here")) { try await server.run(at: "here") }
        await #expect(throws: ContentServerError.self) { try await server.run(at: "192.0.2.1", port: 0) }
        let done: Bool? = try await serving(server) { address in
            let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
            _ = await #expect(throws: ContentServerError.self) { try await server.run(at: "127.0.0.1", port: port) }
            return true
        }
        #expect(done == true)
    }
}

extension ForgedArtefact {
    /// The manifest of an image.
    fileprivate var manifest: Digest? {
        guard case .image(let image) = artefact.content else { return nil }
        return image.manifest
    }
}
