import Foundation
import ImageFixtures
import OCI
import Processes
import Testing

/// An image that isn't to be had from a layout, and how to make it so. What a layer may not hold, entry by entry, stands
/// in ForgeTests.
struct SpoiltImage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What is said of it.
    var words: String
    /// Spoils the layout, given the blobs of the layer and of the configuration.
    var spoil: @Sendable (_ layout: String, _ layer: String, _ configuration: String) throws -> Void

    private static func rewrite(_ path: String, _ change: (Data) -> Data) throws {
        let url = URL(fileURLWithPath: path)
        try change(try Data(contentsOf: url)).write(to: url)
    }

    static let all = [
        SpoiltImage(testDescription: "a wrong digest", words: "should have the digest") { _, layer, _ in
            try rewrite(layer) { Data($0.dropLast()) + [1] }
        },
        SpoiltImage(testDescription: "a wrong size", words: "should have") { _, layer, _ in
            try rewrite(layer) { $0 + [0] }
        },
        SpoiltImage(testDescription: "a truncated layer", words: "should have") { _, layer, _ in
            try rewrite(layer) { $0.prefix(700) }
        },
        SpoiltImage(testDescription: "a missing blob", words: "is missing") { _, layer, _ in
            try FileManager.default.removeItem(atPath: layer)
        },
        SpoiltImage(testDescription: "no layout", words: "is no image layout: the file oci-layout is missing") {
            layout, _, _ in try FileManager.default.removeItem(atPath: layout + "/oci-layout")
        },
        SpoiltImage(testDescription: "an index that is no JSON", words: "index.json is wrong: it is no JSON") {
            layout, _, _ in try rewrite(layout + "/index.json") { _ in Data("no".utf8) }
        },
        SpoiltImage(testDescription: "a configuration that isn't there", words: "is missing") { _, _, configuration in
            try FileManager.default.removeItem(atPath: configuration)
        },
    ]
}

extension EngineTests {
    @Suite("A bad image") struct BadImageTests {
        private let layer = LayoutBuilder.Layer(TarBuilder.archive { $0.file("a", String(repeating: "x", count: 900)) })

        @Test("ends up, apply and forge with 65, and leaves graph and disk as they were", arguments: SpoiltImage.all)
        func spoilt(_ image: SpoiltImage) async throws {
            try await Place.with { place in
                try await refused(in: place, words: image.words) { layout in
                    let descriptor = try layout.add(tag: "1", layers: [layer])
                    let manifest = try CanonicalJSON.decode(
                        ImageManifest.self,
                        from: Data(contentsOf: URL(fileURLWithPath: layout.path(of: descriptor.digest))))
                    try image.spoil(
                        layout.path, layout.path(of: manifest.layers[0].digest),
                        layout.path(of: manifest.config.digest))
                }
            }
        }

        @Test("is one of another machine, one that is no tar, and one whose layer leads out")
        func content() async throws {
            let entry = LayoutBuilder.Layer(TarBuilder.archive { $0.file("../x") })
            let noTar = LayoutBuilder.Layer(Array(repeating: UInt8(ascii: "x"), count: 4096))
            try await Place.with { place in
                try await refused(in: place, words: "has no manifest for") {
                    try $0.add(tag: "1", layers: [layer], architecture: "s390x", wrap: true)
                }
                try await refused(in: place, words: "can't be read") { try $0.add(tag: "1", layers: [noTar]) }
                try await refused(in: place, words: "'../x' leads out") { try $0.add(tag: "1", layers: [entry]) }
            }
        }

        private func refused(
            in place: Place, words: String, _ make: (LayoutBuilder) throws -> Void
        ) async throws {
            let layout = try LayoutBuilder(path: "\(place.folder)/layout-\(UUID().uuidString)")
            try make(layout)
            let file = place.folder + "/bad.yaml"
            try "kind: Artefact\nname: bad\nimage: oci:\(layout.path):1\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            try await place.expect(0, "ps")
            let (graph, disk) = (try await place.graph(), place.disk())
            for command in [["up", file], ["apply", file], ["forge", "image", "oci:\(layout.path):1"]] {
                let result = try await place.run(command)
                #expect(result.status == 65, "\(command): \(result.errorOutput)")
                #expect(result.errorOutput.contains(words), "\(result.errorOutput)")
                #expect(try await place.graph() == graph)
                #expect(place.disk() == disk)
            }
        }
    }
}
