import ArgumentParser
import ConfigurationGraph
import Engine
import Glibc
import OCI

/// What tells a command where it works.
protocol Place {
    /// The settings that the options, else the environment, else the defaults say.
    var settings: EngineSettings { get }
}

/// Where the graph and the state are, and what runs containers: options of nearly every command.
struct PlaceOptions: ParsableArguments, Place {
    @OptionGroup var graph: GraphPlaceOptions

    @Option(
        help: ArgumentHelp(
            "What runs containers: crun, runc, or a path (EMERGENCE_RUNTIME; default: the one that fits).",
            valueName: "program"))
    var runtime: String?

    var settings: EngineSettings {
        var settings = graph.settings
        settings.runtime = runtime ?? settings.runtime
        return settings
    }
}

/// Where the graph and the state are: all that a command needs that asks the graph.
struct GraphPlaceOptions: ParsableArguments, Place {
    @Option(
        help: ArgumentHelp(
            "The graph, as sqlite:PATH (EMERGENCE_STORE; default: graph.sqlite in the state directory).",
            valueName: "url"))
    var store: String?

    @Option(
        name: .customLong("state-dir"),
        help: ArgumentHelp(
            "The folder of blobs, volumes and bundles (EMERGENCE_STATE_DIR; default: /var/lib/emergence).",
            valueName: "folder"),
        completion: .directory)
    var stateDirectory: String?

    @Option(
        name: .customLong("secrets-key"),
        help: ArgumentHelp(
            "The file of the secrets' keys (EMERGENCE_SECRETS_KEY; default: secrets.key in the state directory).",
            valueName: "file"),
        completion: .file())
    var secretsKey: String?

    func validate() throws {
        for (name, wanted, value) in [
            ("EMERGENCE_LAYER_SIZE", "a size, as 16GiB", Self.layerSize),
            ("EMERGENCE_LAYER_RATIO", "a whole number, 1 or more", Self.layerRatio),
        ] where Environment[name] != nil && (value ?? 0) < 1 {
            throw ValidationError("\(name) is '\(Environment[name] ?? "")', not \(wanted)")
        }
    }

    private static var layerSize: Int64? {
        Environment["EMERGENCE_LAYER_SIZE"].flatMap { Quantity.bytes(.string($0)) }
    }

    private static var layerRatio: Int64? { Environment["EMERGENCE_LAYER_RATIO"].flatMap { Int64($0) } }

    var settings: EngineSettings {
        var settings = EngineSettings(
            stateDirectory: stateDirectory ?? Environment["EMERGENCE_STATE_DIR"]
                ?? EngineSettings.defaultStateDirectory,
            store: store ?? Environment["EMERGENCE_STORE"],
            runtime: Environment["EMERGENCE_RUNTIME"],
            secretsKey: secretsKey ?? Environment["EMERGENCE_SECRETS_KEY"],
            author: Environment.user,
            program: Environment.program)
        settings.layerSize = Self.layerSize
        settings.layerRatio = Self.layerRatio
        return settings
    }
}

/// What the program was started with, apart from its words.
enum Environment {
    /// A variable's value; nil for one that isn't set, and for one that is empty.
    static subscript(name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }

    /// Who does it, as the history says: the user who became root, where sudo tells.
    static var user: String {
        if geteuid() == 0, let user = Environment["SUDO_USER"] { return user }
        guard let name = getpwuid(geteuid())?.pointee.pw_name else { return String(geteuid()) }
        return String(cString: name)
    }

    /// The path of this program.
    static var program: String {
        var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = path.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink("/proc/self/exe", $0, text.count) } ?? -1
            }
        }
        return length > 0 ? String(decoding: path.prefix(length), as: UTF8.self) : CommandLine.arguments[0]
    }
}
