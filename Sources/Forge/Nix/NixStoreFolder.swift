import Files
import Glibc
import Nix
import OCIImages

/// A Nix store on this machine, read as it lies: the host's own, or one below another root, as Nix's `--store ROOT` has it.
///
/// Paths are `/nix/store/…` in either.
struct NixStoreFolder: Sendable {
    /// What is above `nix/store`; empty for the host's own.
    let root: String

    /// - Throws: ``NixForgeError/noStore(root:)``.
    init(root: String) throws {
        var trimmed = Substring(root)
        while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        self.root = String(trimmed)
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw NixForgeError.noStore(root: root.isEmpty ? "/" : root)
        }
    }

    /// The root as an artefact's node has it, whatever folder a command runs in.
    var origin: String {
        guard !root.isEmpty else { return "/" }
        return realpath(root, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        } ?? root
    }

    /// Where the paths lie.
    var folder: String { root + "/nix/store" }
    /// What Nix knows of them.
    var database: String { root + "/nix/var/nix/db/db.sqlite" }

    /// A derivation as it lies in a store.
    struct DerivationFile {
        let derivation: Nix.Derivation
        /// How many bytes the file has.
        let length: Int
    }

    /// Reads a derivation; nil if it isn't there. What it says of itself isn't checked.
    ///
    /// - Throws: ``NixForgeError/malformed(_:_:)``, ``FileError``.
    func derivation(at path: StorePath) throws -> DerivationFile? {
        guard let bytes = try bytes(of: path, limit: Nix.Derivation.byteLimit + 1) else { return nil }
        do {
            return DerivationFile(derivation: try Nix.Derivation(aterm: bytes), length: bytes.count)
        } catch {
            throw NixForgeError.malformed(path, error)
        }
    }

    /// At most so many bytes of a file in the store; nil if there is no such file.
    private func bytes(of path: StorePath, limit: Int) throws -> [UInt8]? {
        let name = "\(folder)/\(path.baseName)"
        let file = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError("open", name)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileError("read", name, code: EISDIR)
        }
        // A regular file's length is known; one that grows meanwhile is read as it was.
        let length = min(Int(status.st_size), limit)
        var done = 0
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            while done < length {
                let got = read(file, buffer.baseAddress.map { $0 + done }, length - done)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { break }
                done += got
            }
            count = done
        }
        guard failure == 0 else { throw FileError("read", name, code: failure) }
        return bytes
    }
}
