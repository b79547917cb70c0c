import ConfigurationGraph
import Foundation
import Glibc
import Nix
import NixStores

/// What runs of a package if nobody says otherwise.
enum MainProgram {
    /// Looks for it in what was built: the program in `bin` that is named so; if no name is given, the one that has the
    /// package's name, or else the only one that there is.
    ///
    /// - Parameters:
    ///   - outputs: store paths, looked through in their order.
    ///   - name: what the expression says in `meta.mainProgram`; nil if it says nothing.
    ///   - store: where the outputs are.
    /// - Returns: the program's path below the store's own folder; nil if there is none.
    static func find(in outputs: [Nix.StorePath], named name: String?, in store: LocalStore) -> String? {
        for output in outputs {
            let folder = "\(store.place(of: output))/bin"
            let programs = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                .filter { isProgram("\(folder)/\($0)") }
            let wanted = name ?? PackageName(storePath: store.directory.path(of: output)).name
            let found = programs.contains(wanted) ? wanted : name == nil && programs.count == 1 ? programs.first : nil
            if let found { return "\(store.directory.path(of: output))/bin/\(found)" }
        }
        return nil
    }

    /// A link may lead to a store path that lies elsewhere now, so it isn't followed.
    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        switch status.st_mode & S_IFMT {
        case S_IFLNK: return true
        case S_IFREG: return status.st_mode & 0o111 != 0
        default: return false
        }
    }
}
