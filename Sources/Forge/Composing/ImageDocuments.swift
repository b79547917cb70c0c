import ConfigurationGraph
import Nix
import OCI
import OCIImages

/// What an image of a closure says of itself. Nothing in it is of the machine or the time that it is made at.
struct ImageDocuments {
    /// The time that all files have, as a date: in the first second of 1970.
    private static let created = "1970-01-01T00:00:01Z"

    let configuration: ImageConfiguration

    /// The configuration of an artefact's image: its main program, and its programs found first, as where it runs without
    /// an image.
    init(_ nix: NixArtefact, platform: Platform, plan: LayerPlan, layers: [WrittenBlob]) {
        var execution = ImageConfiguration.Execution()
        execution.entrypoint = nix.program.map { [$0] }
        execution.env = [nix.environmentPath]
        execution.workingDir = "/"
        var configuration = ImageConfiguration(
            architecture: platform.architecture, os: platform.os, variant: platform.variant, created: Self.created,
            config: execution, rootfs: .init(diffIDs: layers.map(\.digest)))
        configuration.history = plan.layers.map { layer in
            var step = ImageConfiguration.History(createdBy: Self.description(of: layer))
            step.created = Self.created
            return step
        }
        self.configuration = configuration
    }

    /// The manifest of an image with that configuration.
    static func manifest(configuration: WrittenBlob, layers: [WrittenBlob]) -> ImageManifest {
        ImageManifest(
            config: configuration.descriptor(.imageConfiguration), layers: layers.map { $0.descriptor(.layerTar) })
    }

    private static func description(of layer: LayerPlan.Layer) -> String {
        let paths = layer.paths.map { StoreDirectory.standard.path(of: $0) }
        let parts = (layer.hasSkeleton ? ["folders"] : []) + (paths.count == 1 ? paths : [])
        return (parts + (paths.count > 1 ? ["\(paths.count) store paths"] : [])).joined(separator: ", ")
    }
}
