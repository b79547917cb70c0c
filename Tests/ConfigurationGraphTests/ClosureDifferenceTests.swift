import ConfigurationGraph
import Testing

@testable import GraphStoreConformance

@Suite struct ClosureDifferenceTests {
    private static func path(_ digest: Int, _ name: String, _ size: Int64) -> StorePath {
        StorePath(
            path: "/nix/store/\(String(repeating: "\(digest)", count: 32))-\(name)",
            content: .init(narHash: "", narSize: size))
    }

    private static func closure(of paths: [StorePath]) throws -> ClosureSizes {
        let artefact = Artefact(
            name: "web", content: .nix(NixArtefact(drv: nil, outputs: paths.map(\.path), source: "web")))
        let nodes = paths.map { Node.storePath($0) } + [.artefact(artefact)]
        return try Graph().applying(Sample.transaction("nix", nodes)).graph.closureSizes(of: artefact.id)
    }

    @Test("packages are added, removed, in another version, or of other content; what is the same isn't named")
    func packages() throws {
        let before = try Self.closure(of: [
            Self.path(1, "glibc-2.26", 100), Self.path(2, "openssl-1.0.2n", 50), Self.path(2, "openssl-1.0.2n-bin", 5),
            Self.path(3, "zlib-1.2", 10), Self.path(4, "perl-5", 70),
        ])
        let after = try Self.closure(of: [
            Self.path(1, "glibc-2.26", 100), Self.path(5, "openssl-1.0.2p", 60), Self.path(2, "openssl-1.0.2n-bin", 5),
            Self.path(6, "zlib-1.2", 11), Self.path(7, "pcre-8", 3),
        ])
        let difference = ClosureDifference(from: before, to: after)
        #expect(difference.packages.map(\.name) == ["openssl", "pcre", "perl", "zlib"])
        #expect(difference.packages.map(\.change) == [.version, .added, .removed, .content])
        #expect(difference.packages.map(\.before) == [["1.0.2n"], [], ["5"], ["1.2"]])
        #expect(difference.packages.map(\.after) == [["1.0.2n", "1.0.2p"], ["8"], [], ["1.2"]])
        #expect(difference.packages.map(\.sizeBefore) == [55, 0, 70, 10])
        #expect(difference.packages.map(\.sizeAfter) == [65, 3, 0, 11])
        #expect(difference.packages[0].removed == [Self.path(2, "openssl-1.0.2n", 0).id])
        #expect(difference.packages[0].added == [Self.path(5, "openssl-1.0.2p", 0).id])
        #expect((difference.sizeBefore, difference.sizeAfter) == (235, 179))
        #expect(ClosureDifference(from: before, to: before).packages == [])
    }

    @Test("of images each layer is by itself, and of the other parts each kind")
    func images() throws {
        func closure(_ layers: [UInt8]) throws -> ClosureSizes {
            let manifest = Sample.manifest(layers[1], config: 9, layers: layers)
            let nodes = layers.map(Sample.layer) + [Sample.config(9), manifest]
            let artefact = Sample.artefact("web", manifest: layers[1])
            return try Graph().applying(Sample.transaction("image", nodes + [artefact])).graph
                .closureSizes(of: artefact.id)
        }
        let difference = ClosureDifference(from: try closure([1, 2]), to: try closure([1, 3]))
        #expect(
            difference.packages.map(\.name)
                == ["imageManifest", Sample.layer(2).id.description, Sample.layer(3).id.description])
        #expect(difference.packages.map(\.change) == [.version, .removed, .added])
        #expect(difference.packages.map { $0.sizeAfter - $0.sizeBefore } == [0, -2000, 3000])
    }
}
