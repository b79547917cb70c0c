import ConfigurationGraph
import Foundation
import GraphStore
import OCI
import OCIImages
import Processes
import Testing

@testable import Forge

/// Needs root for owners and whiteouts, and umoci, skopeo and busybox-static.
@Suite("Forging images")
struct ForgeTests {
    @Test("an artefact's sha256 is that of skopeo's docker-archive")
    func sha256() async throws {
        try await withImage { folder, forge in
            let forged = try await forge.image(try reference(folder), author: "tester")
            let archive = "\(folder)/archive.tar"
            try await Command(
                "skopeo", ["copy", "-q", "oci:\(folder)/image:1.0", "docker-archive:\(archive):image:1.0"]
            ).output()
            let sum = try await Command("sha256sum", [archive]).output()
            guard case .image(let image) = forged.artefact.content else { throw NotAnImage() }
            #expect(sum.hasPrefix(image.sha256.hex))
        }
    }

    @Test("forging twice is forging once")
    func twice() async throws {
        try await withImage { folder, forge in
            let first = try await forge.image(try reference(folder), author: "tester")
            let second = try await forge.image(try reference(folder), author: "tester")
            #expect(second.alreadyThere)
            #expect(second.bytesCopied == 0)
            #expect(second.revision == first.revision)
        }
    }

    @Test("a snapshot has the layer's files with their modes and links")
    func unpack() async throws {
        try await withImage { folder, forge in
            _ = try await forge.image(try reference(folder), name: "web", unpack: true, author: "tester")
            let snapshots = "\(folder)/state/snapshots/sha256"
            let layer = try #require(try FileManager.default.contentsOfDirectory(atPath: snapshots).first)
            let root = "\(snapshots)/\(layer)"
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/bin/sh") == "busybox")
            #expect(FileManager.default.isExecutableFile(atPath: "\(root)/bin/busybox"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/state/tmp").isEmpty)
        }
    }

    @Test("a blob that isn't what its digest says is refused, and nothing of the image stays")
    func wrongDigest() async throws {
        try await withImage { folder, forge in
            let blobs = "\(folder)/image/blobs/sha256"
            let largest = try #require(
                try FileManager.default.contentsOfDirectory(atPath: blobs).max {
                    size("\(blobs)/\($0)") < size("\(blobs)/\($1)")
                })
            let handle = try #require(FileHandle(forUpdatingAtPath: "\(blobs)/\(largest)"))
            try handle.seek(toOffset: 1000)
            try handle.write(contentsOf: Data("spoilt".utf8))
            try handle.close()
            await #expect(throws: ImageError.self) { try await forge.image(try reference(folder), author: "tester") }
            let revision = try await forge.store.revision()
            #expect(revision == .zero)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/state/blobs/sha256/\(largest)"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/state/tmp").isEmpty)
        }
    }

    @Test("what a declaration says of an image is verified")
    func expectations() async throws {
        try await withImage { folder, forge in
            let other = ExpectedImage(imageName: "other")
            await #expect(throws: ForgeError.unexpected("imageName", declared: "other", found: "image")) {
                try await forge.image(try reference(folder), expecting: other, author: "tester")
            }
            let revision = try await forge.store.revision()
            #expect(revision == .zero)
        }
    }

    @Test("garbage is what no artefact needs, and nothing else")
    func garbage() async throws {
        try await withImage { folder, forge in
            _ = try await forge.image(try reference(folder), name: "web", unpack: true, author: "tester")
            let nothing = try await forge.collectGarbage(dryRun: true, author: "tester")
            #expect(nothing.removed.isEmpty)
            try await forge.store.commit(
                Transaction(author: "t", roles: [.forge], message: "m", deletes: [NodeID(.artefact, "web")]))
            let report = try await forge.collectGarbage(dryRun: false, author: "tester")
            #expect(report.bytes > 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/state/blobs/sha256").isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/state/snapshots/sha256").isEmpty)
        }
    }
}

private struct NotAnImage: Error {}

private func reference(_ folder: String) throws -> ImageReference {
    try ImageReference(parsing: "oci:\(folder)/image:1.0")
}

private func size(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue ?? 0
}

/// Runs work with an image of busybox, made by umoci, and with a forge that has taken nothing yet.
private func withImage(_ work: (String, Forge) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("forge-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let tree = "\(folder)/tree/bin"
    try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: "\(tree)/busybox")
    try FileManager.default.createSymbolicLink(atPath: "\(tree)/sh", withDestinationPath: "busybox")
    let image = "\(folder)/image:1.0"
    try await Command("umoci", ["init", "--layout", "\(folder)/image"]).output()
    try await Command("umoci", ["new", "--image", image]).output()
    try await Command("umoci", ["insert", "--image", image, "\(folder)/tree/bin", "/bin"]).output()
    try await Command(
        "umoci", ["config", "--image", image, "--config.cmd", "/bin/sh", "--config.label", "note=<a&b>"]
    ).output()
    try await work(folder, Forge(state: "\(folder)/state", store: InMemoryGraphStore()))
}
