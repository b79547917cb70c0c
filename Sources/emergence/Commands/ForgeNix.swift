import ArgumentParser
import ConfigurationGraph
import Engine
import Forge

struct ForgeNix: EngineCommand {
    static let configuration = CommandConfiguration(
        "nix", "Build a Nix file, or bring in what Nix built, with all that it is built from.",
        discussion: """
            SOURCE is a Nix file, or a folder with a release.nix or default.nix: Nix builds it, as root and without a \
            daemon. What it says is kept in nix/logs of the state directory. Or SOURCE is a store path: a derivation's, \
            or that of an output whose derivation the store's database knows; Nix needn't be installed then. Every \
            derivation is checked. What the store's database knows of outputs and sources comes along. With --from-cache \
            a path comes from a binary cache with its closure, without Nix.
            """,
        example: "emergence forge nix release.nix -A webapp\n"
            + "emergence forge nix release.nix -A webapp --debug --arg workers 4\n"
            + "emergence forge nix /nix/store/…-webapp-1.0.drv --nix-store ./root --name web\n"
            + "emergence forge nix /nix/store/…-webapp-1.0 --from-cache https://cache.example.org --trusted-key KEY")

    @Argument(help: ArgumentHelp("A Nix file, a folder, or a store path.", valueName: "source"), completion: .file())
    var source: String
    @Option(
        name: [.customShort("A"), .customLong("attr")],
        help: ArgumentHelp("The attribute that is built.", valueName: "attribute"))
    var attribute: String?
    @Option(
        name: .customLong("arg"), parsing: .upToNextOption,
        help: ArgumentHelp("An argument of the file's function: a name and a Nix expression.", valueName: "name value"))
    var arguments: [String] = []
    @Option(
        name: .customLong("argstr"), parsing: .upToNextOption,
        help: ArgumentHelp("An argument of the file's function: a name and a text.", valueName: "name text"))
    var texts: [String] = []
    @Flag(help: "Have the file put a shell into what it builds, by its own argument 'debug': another artefact.")
    var debug = false
    @Option(help: ArgumentHelp("How long Nix, or the cache, may take, as 10m (default: no end).", valueName: "time"))
    var timeout: TimeSpan?
    @Option(
        name: .customLong("nix-store"),
        help: ArgumentHelp("What is above nix/store, as Nix's --store has it (default: /).", valueName: "root"),
        completion: .directory)
    var nixStore: String?
    @Option(help: ArgumentHelp("What to call the artefact (default: the package's name).", valueName: "name"))
    var name: String?
    @OptionGroup(title: "FROM A BINARY CACHE") var cache: CacheOptions
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        for (option, words) in [("--arg", arguments), ("--argstr", texts)] where !words.count.isMultiple(of: 2) {
            throw ValidationError("\(option) takes a name and a value; SOURCE stands before it")
        }
        guard cache.url != nil else { return }
        let isBuilt = attribute != nil || !arguments.isEmpty || !texts.isEmpty || debug
        if isBuilt || nixStore != nil {
            throw ValidationError("take it from one place: --from-cache, --nix-store, or a Nix file with its options")
        }
    }

    func run(on engine: Engine) async throws {
        if var request = cache.request(of: source, name: name) {
            request.timeout = timeout?.duration
            let forged = try await engine.forgeNix(fromCache: request, events: Progress().handler)
            return try Listing.artefacts.print(forged.artefact, as: output)
        }
        var request = NixRequest(source: source)
        request.attribute = attribute
        request.arguments = pairs(arguments, areTexts: false) + pairs(texts, areTexts: true)
        request.debug = debug
        request.root = nixStore
        request.name = name
        request.timeout = timeout?.duration
        let forged = try await engine.forgeNix(request, events: Progress().handler)
        try Listing.artefacts.print(forged.artefact, as: output)
    }

    private func pairs(_ words: [String], areTexts: Bool) -> [NixExpression.Argument] {
        stride(from: 0, to: words.count - 1, by: 2).map { place in
            NixExpression.Argument(name: words[place], value: words[place + 1], isText: areTexts)
        }
    }
}
