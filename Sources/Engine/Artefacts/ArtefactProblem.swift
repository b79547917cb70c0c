import Architect
import ConfigurationGraph
import Forge
import NixStores

/// Why a declared artefact can't be forged, at the place that is to blame.
struct ArtefactProblem: Error, Hashable, Sendable {
    /// How the command ends because of it.
    var status: ExitStatus
    var diagnostic: Diagnostic
    /// What else there is to say, as the end of a log.
    var details: [String]

    /// The problem alone, as a user is told of it.
    var failure: Failure {
        Failure(status, ([diagnostic.description] + details).joined(separator: "\n"))
    }

    /// - Throws: `CancellationError`, if that is what it is.
    init(_ error: any Error, with artefact: ArtefactDeclaration, of declarations: Declarations) throws {
        let failure = Failure(describing: error)
        if failure.status == .interrupted { throw CancellationError() }
        // In a declaration what is wrongly used is wrong.
        status = failure.status == .usage ? .badInput : failure.status
        var lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var message = lines.removeFirst()
        if case NixForgeError.evaluation = error, !lines.isEmpty {
            let said = lines.removeFirst()
            message += " " + (said.hasPrefix("error: ") ? String(said.dropFirst("error: ".count)) : said)
        }
        details = lines
        diagnostic = declarations.diagnostic(
            at: artefact.location(of: error), "artefact '\(artefact.name)': \(message)",
            hint: Self.declaredHint(of: error) ?? failure.hint)
    }
}

extension ArtefactProblem {
    /// What to do in a declaration, where that isn't what is to be done on the command line.
    private static func declaredHint(of error: any Error) -> String? {
        if let error = error as? CacheError, error.isAboutTrust {
            return "if you trust who signed it, give the public key by 'forge: {trustedPublicKeys: [NAME:BASE64]}'"
        }
        return (error as? NixForgeError)?.declaredHint
    }
}

extension ArtefactDeclaration {
    /// Where what is to blame for an error stands.
    fileprivate func location(of error: any Error) -> SourceLocation {
        switch origin {
        case .image(let image): image.location
        case .nix(let nix): nix.locations[(error as? NixForgeError)?.parameter ?? "nix.source"] ?? nix.location
        case .cache(let cache): cache.locations[Self.parameter(of: error)] ?? cache.location
        }
    }

    private static func parameter(of error: any Error) -> String {
        switch error {
        case is NixCacheRequest.BadKey: "forge.trustedPublicKeys"
        case is NixCacheRequest.BadAddress, is TransferError: "nix.cache"
        case let error as CacheError where error.problem == .notACache: "nix.cache"
        default: "nix.path"
        }
    }
}

extension NixForgeError {
    /// The parameter of a declaration that is to blame.
    fileprivate var parameter: String {
        switch self {
        case .noStore: "nix.store"
        case .evaluation(_, let message) where message.contains("selection path"): "nix.attribute"
        case .derivations: "nix.attribute"
        case .unknownArgument: "nix.arguments"
        case .noDebugArgument, .originalTaken: "nix.debug"
        case .timedOut, .notFetched: "nix.timeout"
        default: "nix.source"
        }
    }

    /// What to do in a declaration, where that isn't what is to be done on the command line.
    fileprivate var declaredHint: String? {
        switch self {
        case .derivations(let names, _): names.isEmpty ? nil : "choose one with 'nix: {attribute: NAME}'"
        case .timedOut, .notFetched: "give more time with 'nix: {timeout: 10m}'"
        default: nil
        }
    }
}
