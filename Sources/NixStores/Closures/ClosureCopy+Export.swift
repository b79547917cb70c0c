import Files
import Foundation
import Glibc
public import Nix

extension ClosureCopy {
    /// Writes the closure of paths into a file that `nix-store --import` reads. The file is there when it is whole.
    ///
    /// - Throws: ``ClosureError``, what the source throws, `FileError`, `CancellationError`.
    public func export(
        _ roots: some Sequence<StorePath>, to file: String, store: StoreDirectory = .standard
    ) async throws -> CopyResult {
        let found = try await look(from: roots) { _ in nil }
        let export = try ExportFile(file, store: store)
        defer { export.end() }
        var progress = CopyProgress(paths: found.paths.count, bytes: found.paths.reduce(0) { $0 &+ $1.info.narSize })
        report(progress)
        try await withThrowingTaskGroup(of: (Int, PreparedArchive).self) { group in
            // Archives are fetched ahead and written in order.
            var ready: [Int: PreparedArchive] = [:]
            var next = 0
            func addNext() {
                guard next < found.paths.count else { return }
                group.addTask { [place = next, path = found.paths[next]] in (place, try await path.prepare()) }
                next += 1
            }
            for _ in 0..<width.archives { addNext() }
            for (place, path) in found.paths.enumerated() {
                while ready[place] == nil, let (place, archive) = try await group.next() { ready[place] = archive }
                guard let archive = ready.removeValue(forKey: place) else { break }
                try await write(AvailablePath(info: path.info) { archive }) { read in
                    try export.write(path.info, read)
                }
                addNext()
                progress.pathsDone += 1
                progress.bytesDone += path.info.narSize
                report(progress)
            }
        }
        try await Blocking.run { _ in try export.finish() }
        return CopyResult(paths: found.order.count, copied: found.paths.count, bytes: progress.bytesDone)
    }
}
