import ArgumentParser
import ConfigurationGraph
import Engine
import Forge
import OCI

/// `forge`: brings in what was built.
struct ForgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        "forge", "Bring what was built into the graph, and list it.",
        example: "emergence forge image oci:./images/web:1.0 --name web\nemergence forge list",
        subcommands: [ForgeImage.self, ForgeList.self, ForgeNix.self])
}

struct ForgeList: EngineCommand {
    static let configuration = CommandConfiguration(
        "list", "List the artefacts.", example: "emergence forge list -o json")

    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try Listing.artefacts.print(try await engine.artefacts(), as: output)
    }
}

extension Listing {
    /// Prints one row: an object in JSON and YAML.
    func print(_ row: Row, as format: OutputFormat) throws {
        switch format {
        case .table: try print([row], as: .table)
        case .json: try Document.json(json(row)).print()
        case .yaml: try Document.yaml(json(row)).print()
        }
    }
}

extension Listing where Row == Artefact {
    /// Artefacts, as `forge` prints them.
    static var artefacts: Listing {
        Listing(
            [
                Column("name", "NAME") { $0.name },
                Column("imageName", "IMAGE", value: { JSONValue($0.image?.imageName) }),
                Column("tag", "TAG", value: { JSONValue($0.image?.tag) }),
                Column(
                    "imageDigest", "IMAGE DIGEST", value: { JSONValue($0.image?.imageDigest.description) },
                    cell: { .digest($0.image?.imageDigest.description ?? "-") }),
                Column(
                    "sha256", "SHA256", value: { JSONValue($0.image?.sha256.description) },
                    cell: { .digest($0.image?.sha256.description ?? "-") }),
                Column("platform", "PLATFORM", value: { JSONValue($0.image?.platform.description) }),
                Column(
                    "reference", "FROM", value: { JSONValue($0.image?.reference) },
                    cell: { Cell($0.provenance) }),
                Column("source", nil, value: { JSONValue($0.nix?.source) }),
                Column("origin", nil, value: { JSONValue($0.nix?.origin) }),
                Column("debug", nil, value: { $0.nix.map { .bool($0.debug) } ?? .null }),
                Column("drv", nil, value: { JSONValue($0.nix?.drv) }),
                Column("outputs", nil, value: { $0.nix.map { JSONValue($0.outputs) } ?? .null }),
            ], dispensable: ["sha256", "platform", "imageDigest", "tag"],
            sparse: ["imageName", "tag", "imageDigest", "sha256", "platform"])
    }
}

extension Artefact {
    /// What there is to say of an artefact that came as an image; nil for others.
    var image: ImageArtefact? {
        guard case .image(let image) = content else { return nil }
        return image
    }

    /// Where it comes from, in few words.
    var provenance: String {
        switch content {
        case .image(let image): image.reference
        case .nix(let nix): nix.provenance
        }
    }
}
