import Architect
import ConfigurationGraph
import Files
import Forge
import Foundation
import Glibc
import GraphStore
import NixStores
import OCIImages
import Orchestrator
import Processes
import Relay
import Resolution
import Runtime
import Sealing

extension Failure {
    /// Any error as a user is told of it: with the status that a script can rely on, and with what to do.
    public init(describing error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let report as DiagnosticReport: self.init(.badInput, report.description)
        case let failure as ResolutionFailure:
            self.init(.badInput, failure.description)
        case let error as TransactionError: self.init(error)
        case let error as GraphStoreError: self.init(error)
        case let error as LeaseError: self.init(.conflict, "the lease \(error)")
        case ImageError.registriesUnsupported: self.init(.unavailable, "\(error)")
        case let error as ImageError: self.init(error.isBadInput ? .badInput : .failed, "\(error)")
        case let error as LayerError: self.init(error)
        case let error as LayerWriteError: self.init(.failed, "\(error)")
        case ForgeError.declared:
            self.init(
                .badInput, "\(error)", hint: "change it there and apply that, or give this one another name by --name")
        case let error as ForgeError: self.init(error.isBadInput ? .badInput : .unavailable, "\(error)")
        case let error as NixForgeError: self.init(error)
        case let error as NixCacheRequest.BadAddress:
            self.init(
                .usage, "'\(error.text)' is no address of a cache", hint: "give file:///FOLDER, http://… or https://…")
        case let error as NixCacheRequest.BadKey:
            self.init(.usage, error.reason, hint: "a public key is NAME:BASE64, as Nix's trusted-public-keys has it")
        case let problem as ArtefactProblem: self = problem.failure
        case let error as ClosureError: self.init(.unavailable, "\(error)")
        case let error as CacheError:
            let hint = "if you trust who signed it, give the public key by '--trusted-key NAME:BASE64'"
            self.init(.badInput, "\(error)", hint: error.isAboutTrust ? hint : nil)
        case let error as StoreError: self.init(.badInput, "\(error)")
        case let error as TransferError: self.init(.unavailable, "\(error)")
        case let error as PlacementError: self.init(.unavailable, "\(error)")
        case let error as SealingError: self.init(error)
        case let error as RelayError: self.init(.unavailable, "\(error)")
        case let error as BalancerError: self.init(error)
        case let error as RuntimeError: self.init(error)
        case let error as FileError:
            self.init(error.isDiskFull ? .unavailable : error.isNotPermitted ? .notPermitted : .failed, "\(error)")
        case let error as SourceFileError: self.init(.badInput, "\(error)")
        case let error as CommandError: self.init(.failed, "\(error)")
        case is CancellationError: self.init(.interrupted, "interrupted")
        default: self.init(system: error)
        }
    }

    private init(_ error: NixForgeError) {
        let status: ExitStatus =
            switch error.cause {
            case .input: .badInput
            case .work: .failed
            case .machine: .unavailable
            }
        self.init(status, "\(error)", hint: error.hint)
    }

    private init(_ error: BalancerError) {
        let hint: String? =
            switch error {
            case .notInstalled: "apt-get install haproxy"
            case .pathTooLong: "name a folder with a shorter path with --state-dir"
            case .refused, .command, .system: nil
            }
        self.init(.unavailable, "\(error)", hint: hint)
    }

    private init(_ error: LayerError) {
        let isLimit =
            switch error.problem {
            case .tooLarge, .ratio: true
            default: false
            }
        let hint = "where you trust the image, EMERGENCE_LAYER_SIZE and EMERGENCE_LAYER_RATIO set other limits"
        self.init(.badInput, "\(error)", hint: isLimit ? hint : nil)
    }

    private init(_ error: TransactionError) {
        switch error {
        case .conflict(.holds(let lease, _)):
            self.init(.conflict, "somebody else has taken the lease '\(lease)' meanwhile")
        case .conflict:
            self.init(.conflict, "somebody else changed the graph at the same time", hint: "try again")
        case .dangling(let edge):
            self.init(.badInput, "\(edge.from) would refer to \(edge.to), which isn't there")
        case .illTyped(let edge):
            self.init(.badInput, "'\(edge.label.rawValue)' can't join \(edge.from) and \(edge.to)")
        case .notPermitted(let node, let roles):
            let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
            self.init(.notPermitted, "\(names) may not write \(node)")
        }
    }

    private init(_ error: GraphStoreError) {
        switch error {
        case .noSuchRevision(let revision, let newest):
            self.init(.failed, "there is no revision \(revision); the newest is \(newest)")
        case .newerFormat(let path, let found, let known):
            self.init(
                .badInput, "\(path) has format \(found), and this version of emergence knows \(known) at the most",
                hint: "use a newer emergence")
        case .notAStore(let path, let reason): self.init(.badInput, "\(path) is no graph store: \(reason)")
        case .readOnly(let path, let reason):
            self.init(
                .notPermitted, "\(path) can't be written: \(reason)",
                hint: "run it as root, or name another folder with --state-dir")
        case .diskFull(let path): self.init(.unavailable, "the disk that holds \(path) is full")
        case .unavailable(let reason): self.init(.unavailable, reason)
        }
    }

    private init(_ error: RuntimeError) {
        switch error {
        case .missingProgram(let name, let remedy):
            self.init(.unavailable, "\(name) isn't on this machine", hint: remedy)
        case .programAbsent(let program, _):
            self.init(
                .programAbsent, "\(error)",
                hint: program.contains("/") ? nil : "its folder isn't in the instance's PATH; give the whole path")
        case .programNotExecutable: self.init(.programNotExecutable, "\(error)")
        case .system(_, _, let code) where code == ENOSPC: self.init(.unavailable, "\(error)")
        case .system(_, _, let code) where code == EACCES || code == EPERM:
            self.init(
                .notPermitted, "\(error)", hint: "run it as root, or name another folder with --state-dir")
        default: self.init(.failed, "\(error)")
        }
    }

    /// An error of the system's own: the codes that tell a user more than "failed".
    private init(system error: any Error) {
        let code =
            (error as? POSIXError)?.code ?? ((error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError)?.code
        let status: ExitStatus =
            switch code {
            case .EACCES, .EPERM, .EROFS: .notPermitted
            case .ENOSPC, .EDQUOT, .EADDRINUSE: .unavailable
            default: .failed
            }
        // What Foundation prints of its own has its details in another order each time.
        let reason = code.map { String(cString: strerror($0.rawValue)) } ?? error.localizedDescription
        self.init(status, (error as? CocoaError)?.filePath.map { "\($0): \(reason)" } ?? "\(error)")
    }
}

extension CacheError {
    /// Whether a path is refused for want of a signature that is trusted.
    var isAboutTrust: Bool {
        guard case .untrusted = problem else { return false }
        return true
    }
}

extension Engine {
    /// Runs work of the rooms and turns what they throw into what a user is told.
    func reportingFailures<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch {
            throw Failure(describing: error)
        }
    }
}
