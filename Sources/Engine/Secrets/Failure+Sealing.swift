import Glibc
import Sealing

extension Failure {
    /// Why a secret can't be sealed or opened, and what mends it.
    init(_ error: SealingError) {
        switch error {
        case .noKeys:
            self.init(.failed, "there is no key to seal secrets with")
        case .missingKey(let key, let secret):
            self.init(
                .notPermitted, "the secret '\(secret)' is sealed with the key \(key), which isn't in the key file",
                hint: "name the file that has it with --secrets-key, or set the secret anew")
        case .damaged(let secret, let key):
            self.init(
                .badInput,
                "the secret '\(secret)' doesn't open with its key \(key): it was changed after it was sealed",
                hint: "set it anew, or restore a backup")
        case .noKeyFile(let path):
            self.init(
                .notPermitted, "\(path) isn't there, and secrets are sealed with a key in it",
                hint: "bring it back, or name it with --secrets-key; if it is lost, 'install -m 600 /dev/null \(path)' "
                    + "begins a new one, and each secret must be set anew")
        case .exposedKeyFile(let path, let reason):
            self.init(
                .notPermitted, "\(path) isn't its owner's alone: \(reason)",
                hint: "'chown root \(path) && chmod 600 \(path)'; if others may have read it, "
                    + "'emergence secret rotate'")
        case .badKeyFile(let path, let reason):
            self.init(.badInput, "\(path) is no file of secrets' keys: \(reason)", hint: "bring back the right one")
        case .system(let operation, let path, let code):
            let status: ExitStatus =
                switch code {
                case EACCES, EPERM, EROFS: .notPermitted
                case ENOSPC, EDQUOT: .unavailable
                default: .failed
                }
            self.init(
                status, "can't \(operation) \(path): \(String(cString: strerror(code)))",
                hint: status == .notPermitted ? "run it as root" : nil)
        }
    }
}
