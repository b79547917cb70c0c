import ArgumentParser
import Engine
import Forge
import NixStores

/// What `closure` makes of a runtime closure: at the most one thing.
struct ClosureMaking: ParsableArguments {
    @Option(
        help: ArgumentHelp("Make it, of a Nix artefact: a store, as Nix's --store has it.", valueName: "dir"),
        completion: .directory)
    var create: String?
    @Option(help: ArgumentHelp("Make it: a file for 'nix-store --import'.", valueName: "file"), completion: .file())
    var export: String?
    @Option(help: ArgumentHelp("Make it: a binary cache, file:///FOLDER.", valueName: "url")) var toCache: String?
    @Option(
        help: ArgumentHelp("With --to-cache: the file of the key that signs it.", valueName: "file"),
        completion: .file())
    var key: String?

    func validate() throws {
        if [create, export, toCache].count(where: { $0 != nil }) > 1 {
            throw ValidationError("make one thing at a time: --create, --export or --to-cache")
        }
        if key != nil, toCache == nil { throw ValidationError("--key needs --to-cache") }
    }

    /// What is to be made of it; nil to print it.
    var order: ClosureOrder? {
        create.map { .store($0) } ?? export.map { .export($0) } ?? toCache.map { .cache($0, keyFile: key) }
    }

    /// Says what was made.
    ///
    /// - Throws: ``OutputClosed`` when nobody reads it.
    func report(_ closure: MadeClosure) throws {
        let made = closure.result
        let there = made.copied < made.paths ? ", the others were there" : ""
        try Console.output.print(
            "\(Wording.count(made.paths, "store path")): \(made.copied) copied, "
                + "\(Wording.bytes(Int64(clamping: made.bytes)))\(there)")
        guard let create else { return }
        try Console.output.print(
            closure.isKnownToNix
                ? "'nix-store --store \(create) -qR PATH' asks Nix of it"
                : "where Nix is, 'nix-store --store \(create) --load-db < \(create)/registration' tells it")
    }
}
