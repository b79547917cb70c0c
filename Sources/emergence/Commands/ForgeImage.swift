import ArgumentParser
import ConfigurationGraph
import Engine
import Forge
import OCI

struct ForgeImage: EngineCommand {
    static let configuration = CommandConfiguration(
        "image", "Bring in an OCI or Docker image, every byte checked; or make one of a Nix artefact.",
        discussion: """
            REF is oci:FOLDER[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:TAG]. An image in a registry is \
            fetched first by 'skopeo copy docker://IMAGE oci:FOLDER:TAG'. With --from and --to an image is made of a Nix \
            artefact's runtime closure, the same bytes on every machine; a layout that is there gets it besides what it has.
            """,
        example: "emergence forge image oci:./images/web:1.0\n"
            + "emergence forge image docker-archive:nginx.tar --name nginx --unpack\n"
            + "emergence forge image --from web --to oci:./images/web:1.0")

    @Argument(help: ArgumentHelp("Where the image is.", valueName: "ref"), completion: .file()) var reference: String?
    @Option(help: ArgumentHelp("What to call the artefact (default: from the reference).", valueName: "name"))
    var name: String?
    @Flag(help: "Unpack the layers now; else the first start does.") var unpack = false
    @Option(
        help: ArgumentHelp("Make an image of this Nix artefact.", valueName: "artefact"),
        completion: .names("artefact"))
    var from: String?
    @Option(
        help: ArgumentHelp("With --from: where to, as oci:FOLDER[:TAG].", valueName: "ref"), completion: .file())
    var to: String?
    @Option(
        help: ArgumentHelp(
            "With --from: how many layers at the most, 1 to \(LayerPlan.highestLimit) "
                + "(default: \(LayerPlan.usualLimit)).", valueName: "number"))
    var layers: Int?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        guard from != nil || to != nil || layers != nil else {
            guard reference != nil else {
                throw ValidationError("name an image, as oci:FOLDER:TAG, or make one by --from and --to")
            }
            return
        }
        guard from != nil, let to else {
            throw ValidationError("an image is made by --from ARTEFACT and --to oci:FOLDER")
        }
        guard reference == nil, name == nil, !unpack else {
            throw ValidationError("bring in an image or make one: REF, --name and --unpack don't go with --from")
        }
        guard to.hasPrefix("oci:") else {
            throw ValidationError("--to takes oci:FOLDER[:TAG]; 'skopeo copy' copies from there to elsewhere")
        }
        guard (1...LayerPlan.highestLimit).contains(layers ?? 1) else {
            throw ValidationError("--layers takes a number from 1 to \(LayerPlan.highestLimit)")
        }
    }

    func run(on engine: Engine) async throws {
        if let from, let to {
            let image = try await engine.composeImage(
                of: from, to: to, limit: layers ?? LayerPlan.usualLimit, events: Progress().handler)
            return try Listing.composed(of: from, to: to).print(image, as: output)
        }
        guard let reference else { return }
        let forged = try await engine.forgeImage(
            reference, name: name, unpack: unpack, events: Progress().handler)
        try Listing.artefacts.print(forged.artefact, as: output)
    }
}

extension Listing where Row == ComposedImage {
    /// An image that was made, as `forge image --from` prints it.
    fileprivate static func composed(of artefact: String, to reference: String) -> Listing {
        Listing([
            Column("artefact", "ARTEFACT") { _ in artefact },
            Column("reference", "TO") { _ in reference },
            Column(
                "imageDigest", "IMAGE DIGEST", value: { JSONValue($0.digest.description) },
                cell: { .digest($0.digest.description) }),
            Column("platform", "PLATFORM") { $0.platform.description },
            Column("layers", "LAYERS", value: { JSONValue($0.layers) }, cell: { Cell("\($0.layers)") }),
            Column(
                "storePaths", "STORE PATHS", value: { JSONValue($0.storePaths) }, cell: { Cell("\($0.storePaths)") }),
            Column(
                "storePathsInLastLayer", "IN THE LAST LAYER", value: { JSONValue($0.storePathsInLastLayer) },
                cell: { Cell("\($0.storePathsInLastLayer)") }),
            Column("bytes", "SIZE", value: { .integer($0.bytes) }, cell: { Cell(Wording.bytes($0.bytes)) }),
        ])
    }
}
