import ConfigurationGraph
import Nix
import Processes

/// One expression on its way to a derivation that is built, by Nix itself.
struct NixBuild: Sendable {
    /// What an expression stands for.
    struct Made: Hashable, Sendable {
        let drv: Nix.StorePath
        /// The output that was named, as in `libC.dev`; nil for the derivation's first.
        let output: String?
    }

    let program: NixProgram
    let source: String
    private let timeout: Duration?
    private let deadline: ContinuousClock.Instant?

    /// - Parameter timeout: how long all of it may take; nil for no end.
    init(_ program: NixProgram, source: String, timeout: Duration?) {
        self.program = program
        self.source = source
        self.timeout = timeout
        deadline = timeout.map { .now + $0 }
    }

    /// Makes the derivation of an expression, and of all that it needs, in the store.
    ///
    /// - Throws: ``NixForgeError``, `CancellationError`.
    func instantiate(_ expression: NixExpression) async throws -> Made {
        try await program.makeStore()
        let result = try await ended(log: nil) {
            try await program.command("nix-instantiate", expression.words, timeout: remaining).result()
        }
        guard result.status == 0 else {
            var said = NixOutput()
            _ = said.take(Array(result.errorOutput.utf8))
            said.finish()
            throw NixForgeError.evaluation(source: source, message: said.message)
        }
        let lines = result.output.split(separator: "\n")
        guard let line = lines.first, lines.count == 1 else {
            let names = lines.count > 1 ? try await attributes(of: expression) : []
            let packages = lines.map { String(PackageName.text(inStorePath: String($0))) }
            throw NixForgeError.derivations(names.isEmpty ? packages : names, source: source)
        }
        let parts = line.split(separator: "!", maxSplits: 1)
        return Made(
            drv: try StoreDirectory.standard.storePath(String(parts[0])),
            output: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// Builds derivations. What is built already isn't built again.
    ///
    /// - Throws: ``NixForgeError``, ``FileError``, `CancellationError`.
    func realise(
        _ drvs: [Nix.StorePath], log: NixLog, progress: @escaping @Sendable (NixForgeEvent) -> Void
    ) async throws {
        let words = ["--realise"] + drvs.map { StoreDirectory.standard.path(of: $0) }
        let result = try await ended(log: log) {
            try await program.command("nix-store", words, timeout: remaining).errorPieces { piece in
                for (path, number, total) in log.take(piece) {
                    let name = String(PackageName.text(inStorePath: path))
                    progress(.building(name, number: number, of: max(number, total)))
                }
            }
        }
        try log.keep()
        guard result.status != 0, let drv = drvs.first else { return }
        if log.output.foundDiskFull { throw NixForgeError.diskFull(drv, log: log.path) }
        throw NixForgeError.build(drv, lines: log.output.lastLines, log: log.path)
    }

    var remaining: Duration? { deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) } }

    /// What a command came to; says so if the time was up, or the task was cancelled.
    func ended(log: NixLog?, _ run: () async throws -> Command.Result) async throws -> Command.Result {
        do {
            return try await run()
        } catch CommandError.cancelled {
            throw CancellationError()
        } catch CommandError.timedOut {
            try log?.keep()
            let isKept = (log?.output.begun ?? 0) > 0
            throw NixForgeError.timedOut(source: source, after: timeout ?? .zero, log: isKept ? log?.path : nil)
        } catch let error as CommandError {
            throw NixForgeError.noNix(reason: "\(error)")
        }
    }
}
