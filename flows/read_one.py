"""Read one file into a ReadResult; whatever goes wrong becomes a sentence. Worker processes import only this."""

from __future__ import annotations

from pathlib import Path

from extractors.documents.read_document import read_document
from extractors.figures.load_form import load_form
from extractors.figures.read_figures import read_figures
from extractors.intake import inspect_file
from extractors.records import IntakeFile
from extractors.second_reader.read_again import read_again
from extractors.unreadable_document import UnreadableDocument
from flows.reject import TOO_MUCH_MEMORY, reject
from transforms.read_report import make_report
from transforms.records import ReadResult

TOO_DEEP = "Không đọc được tệp vì cấu trúc bên trong lồng nhau quá sâu; hãy lưu lại thành tệp mới rồi gửi lại."
NO_ACCESS = "Không đọc được tệp (lỗi ổ đĩa hoặc đường mạng: {detail}); hãy chép lại tệp rồi chạy lại."
UNEXPECTED = "Không đọc được tệp (lỗi {detail}); hãy lưu lại thành tệp mới; nếu vẫn lỗi, báo người phụ trách phần mềm."
NOT_THIS_FORM = "Tệp không phải là báo cáo theo mẫu này{why}; hãy kiểm tra lại tệp đã gửi."


def read_one(path: Path, inbox: Path) -> ReadResult:
    """Read a file below the inbox as a report of the form; never raises for a document's sake."""
    file = inspect_file(path, inbox)
    if file.rejected:
        return reject(file, file.rejected)
    try:
        return _read(file)
    except UnreadableDocument as error:
        return reject(file, error.reason)
    except MemoryError:
        return reject(file, TOO_MUCH_MEMORY)
    except RecursionError:
        return reject(file, TOO_DEEP)
    except OSError as error:
        return reject(file, NO_ACCESS.format(detail=error.strerror or type(error).__name__))
    except Exception as error:  # a library's fault with this document must not stop the others
        return reject(file, UNEXPECTED.format(detail=type(error).__name__))


def _read(file: IntakeFile) -> ReadResult:
    form = load_form()
    document = read_document(Path(file.path), file.media_type, file.document_id)
    printed = read_figures(document, form)
    if not printed.identity.is_report:
        why = printed.identity.why_not.strip().rstrip(".")
        return reject(file, NOT_THIS_FORM.format(why=f" ({why})" if why else ""), document)
    report = make_report(printed, form.category_of, read_again(document))
    return ReadResult(
        document_id=file.document_id,
        file_name=file.file_name,
        media_type=file.media_type,
        bytes=file.bytes,
        pages=document.pages,
        text_source=document.text_source,
        report=report,
    )
