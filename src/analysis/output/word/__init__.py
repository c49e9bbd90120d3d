"""A document as a Word file that Word, LibreOffice and screen readers take as their own, in the program's look or an organisation's."""

from analysis.output.word.document import docx_of
from analysis.output.word.template import default_template, faults_in, faults_of_template, template_in

__all__ = ["default_template", "docx_of", "faults_in", "faults_of_template", "template_in"]
